using QuantFund.Core.Domain;

namespace QuantFund.Core.Ingestion;

/// <summary>
/// 15-minute regular-session bars of a whole universe, columnar: per symbol one contiguous run of
/// <see cref="Sessions"/> × <see cref="BarsPerSession"/> cells, oldest first. The last session is today's, filled up to
/// the last completed bar. Cells without a bar (early close, not yet, no trade) are NaN.
/// </summary>
public sealed class IntradayPanel
{
    public const int BarsPerSession = 26;

    public IntradayPanel(IReadOnlyList<Session> sessions, int symbols)
    {
        Sessions = sessions;
        Symbols = symbols;
        Open = Column();
        High = Column();
        Low = Column();
        Close = Column();
        Volume = Column();
    }

    public IReadOnlyList<Session> Sessions { get; }

    public int Symbols { get; }

    public double[] Open { get; }
    public double[] High { get; }
    public double[] Low { get; }
    public double[] Close { get; }
    public double[] Volume { get; }

    private int Stride => Sessions.Count * BarsPerSession;

    /// <summary>One symbol's whole run of a column.</summary>
    public ReadOnlySpan<double> Row(double[] column, int symbol) => column.AsSpan(symbol * Stride, Stride);

    /// <summary>One symbol's cells of one session.</summary>
    public ReadOnlySpan<double> Day(double[] column, int symbol, int session) =>
        column.AsSpan((symbol * Stride) + (session * BarsPerSession), BarsPerSession);

    /// <param name="symbol">Row of the universe.</param>
    /// <param name="session">Index into <see cref="Sessions"/>.</param>
    /// <param name="slot">0 for the bar that starts at the open.</param>
    /// <param name="bar">The bar.</param>
    public void Set(int symbol, int session, int slot, Bar bar)
    {
        var at = (symbol * Stride) + (session * BarsPerSession) + slot;
        Open[at] = (double)bar.Open;
        High[at] = (double)bar.High;
        Low[at] = (double)bar.Low;
        Close[at] = (double)bar.Close;
        Volume[at] = (double)bar.Volume;
    }

    private double[] Column()
    {
        var column = new double[Symbols * Stride];
        Array.Fill(column, double.NaN);
        return column;
    }
}
