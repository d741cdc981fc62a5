using QuantFund.Core.Domain;

namespace QuantFund.Core.Ingestion;

/// <summary>
/// Daily bars of a whole universe, columnar: one contiguous run of sessions per symbol, oldest first, prices adjusted
/// for splits and dividends. A session without a bar is NaN. Dollars and shares.
/// </summary>
public sealed class DailyPanel
{
    public DailyPanel(IReadOnlyList<DateOnly> sessions, int symbols)
    {
        Sessions = sessions;
        Symbols = symbols;
        Open = Column();
        High = Column();
        Low = Column();
        Close = Column();
        Volume = Column();
    }

    /// <summary>New York dates, oldest first; all completed.</summary>
    public IReadOnlyList<DateOnly> Sessions { get; }

    public int Symbols { get; }

    public double[] Open { get; }
    public double[] High { get; }
    public double[] Low { get; }
    public double[] Close { get; }
    public double[] Volume { get; }

    /// <summary>One symbol's run of a column.</summary>
    public ReadOnlySpan<double> Row(double[] column, int symbol) =>
        column.AsSpan(symbol * Sessions.Count, Sessions.Count);

    public void Set(int symbol, int session, Bar bar)
    {
        var at = (symbol * Sessions.Count) + session;
        Open[at] = (double)bar.Open;
        High[at] = (double)bar.High;
        Low[at] = (double)bar.Low;
        Close[at] = (double)bar.Close;
        Volume[at] = (double)bar.Volume;
    }

    private double[] Column()
    {
        var column = new double[Symbols * Sessions.Count];
        Array.Fill(column, double.NaN);
        return column;
    }
}
