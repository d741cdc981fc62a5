namespace QuantFund.Core.Features.Intraday;

/// <summary>One symbol's completed 15-minute bars of one session, oldest first; cells without a trade are NaN.</summary>
public readonly ref struct SessionDay
{
    public SessionDay(
        ReadOnlySpan<double> open,
        ReadOnlySpan<double> high,
        ReadOnlySpan<double> low,
        ReadOnlySpan<double> close,
        ReadOnlySpan<double> volume
    )
    {
        Open = open;
        High = high;
        Low = low;
        Close = close;
        Volume = volume;
        First = -1;
        Last = -1;
        for (var i = 0; i < close.Length; i++)
        {
            if (double.IsNaN(close[i]))
                continue;
            if (First < 0)
                First = i;
            Last = i;
            Count++;
        }
    }

    public ReadOnlySpan<double> Open { get; }
    public ReadOnlySpan<double> High { get; }
    public ReadOnlySpan<double> Low { get; }
    public ReadOnlySpan<double> Close { get; }
    public ReadOnlySpan<double> Volume { get; }

    /// <summary>Cell of the first bar, −1 when there is none.</summary>
    public int First { get; }

    public int Last { get; }

    /// <summary>n: bars completed.</summary>
    public int Count { get; }

    /// <summary>The session's open; NaN without a bar.</summary>
    public double OpeningPrice => First < 0 ? double.NaN : Open[First];

    /// <summary>Close of the last completed bar; NaN without a bar.</summary>
    public double Price => Last < 0 ? double.NaN : Close[Last];
}
