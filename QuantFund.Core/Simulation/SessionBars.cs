using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Ingestion;

namespace QuantFund.Core.Simulation;

/// <summary>
/// One session's 15-minute bars of a tape's universe, columnar: cell = symbol · 26 + slot, slot 0 starts at the open.
/// Dollars (unadjusted for dividends) and shares; NaN = no bar (nothing traded, halted, or after an early close).
/// </summary>
public sealed class SessionBars
{
    public const int Slots = IntradayPanel.BarsPerSession;

    public SessionBars(Session session, int symbols)
    {
        Session = session;
        Symbols = symbols;
        Open = Column();
        High = Column();
        Low = Column();
        Close = Column();
        Volume = Column();
        SpreadBps = Column();
        Halted = new bool[symbols * Slots];
    }

    public Session Session { get; }

    public int Symbols { get; }

    public double[] Open { get; }
    public double[] High { get; }
    public double[] Low { get; }
    public double[] Close { get; }
    public double[] Volume { get; }

    /// <summary>Mean quoted spread while the bar lasts, basis points of the mid: model or measured. NaN where there is no bar.</summary>
    public double[] SpreadBps { get; }

    /// <summary>No trading in the name while the bar lasts: no quote, and orders are refused.</summary>
    public bool[] Halted { get; }

    public static int Cell(int symbol, int slot) => (symbol * Slots) + slot;

    private double[] Column()
    {
        var column = new double[Symbols * Slots];
        Array.Fill(column, double.NaN);
        return column;
    }
}
