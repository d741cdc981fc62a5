using System.Runtime.CompilerServices;
using QuantFund.Core.Domain;

namespace QuantFund.Core.Ingestion;

/// <summary>
/// Daily bars of a whole universe, columnar: one contiguous run of sessions per symbol, oldest first, prices adjusted
/// for splits and dividends. A session without a bar is NaN. Dollars and shares.
/// </summary>
/// <remarks>
/// A <see cref="Window"/> shows some consecutive sessions of a longer panel without copying a cell, and nothing beyond
/// them: its runs end where it ends, and the columns behind it can't be had from it.
/// </remarks>
public sealed class DailyPanel
{
    private readonly DateOnly[] dates;
    private readonly int first;
    private readonly double[] open;
    private readonly double[] high;
    private readonly double[] low;
    private readonly double[] close;
    private readonly double[] volume;
    private readonly HashSet<(int Symbol, DateOnly Date)> explained;

    public DailyPanel(IReadOnlyList<DateOnly> sessions, int symbols)
    {
        dates = [.. sessions];
        Sessions = dates;
        Symbols = symbols;
        open = Column();
        high = Column();
        low = Column();
        close = Column();
        volume = Column();
        explained = [];
    }

    private DailyPanel(DailyPanel whole, int start, int count)
    {
        dates = whole.dates;
        first = whole.first + start;
        Sessions = new ArraySegment<DateOnly>(dates, first, count);
        Symbols = whole.Symbols;
        (open, high, low, close, volume) = (whole.open, whole.high, whole.low, whole.close, whole.volume);
        explained = whole.explained;
    }

    /// <summary>New York dates, oldest first; all completed.</summary>
    public IReadOnlyList<DateOnly> Sessions { get; }

    public int Symbols { get; }

    /// <summary>Whole columns, symbol after symbol; a window has none.</summary>
    /// <exception cref="InvalidOperationException">This is a window: what lies after it must not be read.</exception>
    public double[] Open => Whole(open);

    /// <inheritdoc cref="Open" />
    public double[] High => Whole(high);

    /// <inheritdoc cref="Open" />
    public double[] Low => Whole(low);

    /// <inheritdoc cref="Open" />
    public double[] Close => Whole(close);

    /// <inheritdoc cref="Open" />
    public double[] Volume => Whole(volume);

    private bool IsWindow => Sessions.Count != dates.Length;

    /// <summary>One symbol's run of a whole column.</summary>
    public ReadOnlySpan<double> Row(double[] column, int symbol) => Run(column, symbol);

    /// <summary>One symbol's opens, a value per session of <see cref="Sessions"/>.</summary>
    public ReadOnlySpan<double> Opens(int symbol) => Run(open, symbol);

    /// <inheritdoc cref="Opens" />
    public ReadOnlySpan<double> Highs(int symbol) => Run(high, symbol);

    /// <inheritdoc cref="Opens" />
    public ReadOnlySpan<double> Lows(int symbol) => Run(low, symbol);

    /// <inheritdoc cref="Opens" />
    public ReadOnlySpan<double> Closes(int symbol) => Run(close, symbol);

    /// <inheritdoc cref="Opens" />
    public ReadOnlySpan<double> Volumes(int symbol) => Run(volume, symbol);

    /// <summary>Consecutive sessions of this panel, sharing its cells.</summary>
    /// <param name="start">Index of the first.</param>
    /// <param name="count">How many.</param>
    public DailyPanel Window(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Sessions.Count - start);
        return start == 0 && count == Sessions.Count ? this : new DailyPanel(this, start, count);
    }

    /// <summary>A copy of every cell: open, high, low, close, volume, each symbol after symbol.</summary>
    public double[] ToCells()
    {
        var size = Symbols * Sessions.Count;
        var cells = new double[5 * size];
        var to = 0;
        foreach (var column in (ReadOnlySpan<double[]>)[open, high, low, close, volume])
            for (var symbol = 0; symbol < Symbols; symbol++, to += Sessions.Count)
                Run(column, symbol).CopyTo(cells.AsSpan(to));
        return cells;
    }

    /// <summary>Notes that a person or a corporate action has explained a name's jump on a date.</summary>
    public void Explain(int symbol, DateOnly date) => explained.Add((symbol, date));

    public bool IsExplained(int symbol, int session) =>
        explained.Count > 0 && explained.Contains((symbol, Sessions[session]));

    /// <summary>The jumps that are explained, whatever their dates.</summary>
    public IEnumerable<(int Symbol, DateOnly Date)> Explained => explained.OrderBy(e => e.Date).ThenBy(e => e.Symbol);

    public void Set(int symbol, int session, Bar bar)
    {
        var at = (symbol * dates.Length) + first + session;
        open[at] = (double)bar.Open;
        high[at] = (double)bar.High;
        low[at] = (double)bar.Low;
        close[at] = (double)bar.Close;
        volume[at] = (double)bar.Volume;
    }

    private ReadOnlySpan<double> Run(double[] column, int symbol) =>
        column.AsSpan((symbol * dates.Length) + first, Sessions.Count);

    private double[] Whole(double[] column, [CallerMemberName] string name = "") =>
        IsWindow
            ? throw new InvalidOperationException(
                $"{name}: this panel ends with {(Sessions.Count == 0 ? "no session" : $"{Sessions[^1]:yyyy-MM-dd}")}, its column goes on after it. Read it by row."
            )
            : column;

    private double[] Column()
    {
        var column = new double[Symbols * dates.Length];
        Array.Fill(column, double.NaN);
        return column;
    }
}
