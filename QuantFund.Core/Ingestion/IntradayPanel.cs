using System.Runtime.CompilerServices;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;

namespace QuantFund.Core.Ingestion;

/// <summary>
/// 15-minute regular-session bars of a whole universe, columnar: per symbol one contiguous run of
/// <see cref="Sessions"/> × <see cref="BarsPerSession"/> cells, oldest first. The last session is today's, filled up to
/// the last completed bar. Cells without a bar (early close, not yet, no trade) are NaN. Dollars and shares.
/// </summary>
/// <remarks>
/// A <see cref="Window"/> shows some consecutive sessions of a longer panel without copying a cell, the last of them up to a
/// bar, and nothing beyond: its runs end there, and the columns behind it can't be had from it.
/// </remarks>
public sealed class IntradayPanel
{
    public const int BarsPerSession = 26;

    private readonly int first;
    private readonly int stride;
    private readonly int visible;
    private readonly double[] open;
    private readonly double[] high;
    private readonly double[] low;
    private readonly double[] close;
    private readonly double[] volume;

    public IntradayPanel(IReadOnlyList<Session> sessions, int symbols)
    {
        Sessions = sessions;
        Symbols = symbols;
        stride = visible = sessions.Count * BarsPerSession;
        open = Column();
        high = Column();
        low = Column();
        close = Column();
        volume = Column();
    }

    private IntradayPanel(IntradayPanel whole, int start, int count, int bars)
    {
        Sessions = [.. whole.Sessions.Skip(start).Take(count)];
        Symbols = whole.Symbols;
        stride = whole.stride;
        first = whole.first + (start * BarsPerSession);
        visible =
            count == 0 ? 0 : Math.Min(((count - 1) * BarsPerSession) + bars, whole.visible - (start * BarsPerSession));
        (open, high, low, close, volume) = (whole.open, whole.high, whole.low, whole.close, whole.volume);
    }

    public IReadOnlyList<Session> Sessions { get; }

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

    /// <summary>One symbol's opens, bar after bar; in a window the last session's end with the last bar that may be seen.</summary>
    public ReadOnlySpan<double> Opens(int symbol) => Run(open, symbol);

    /// <inheritdoc cref="Opens" />
    public ReadOnlySpan<double> Highs(int symbol) => Run(high, symbol);

    /// <inheritdoc cref="Opens" />
    public ReadOnlySpan<double> Lows(int symbol) => Run(low, symbol);

    /// <inheritdoc cref="Opens" />
    public ReadOnlySpan<double> Closes(int symbol) => Run(close, symbol);

    /// <inheritdoc cref="Opens" />
    public ReadOnlySpan<double> Volumes(int symbol) => Run(volume, symbol);

    /// <summary>The cells of one session of a symbol's run: fewer than <see cref="BarsPerSession"/> where a window ends in it.</summary>
    public static ReadOnlySpan<double> Day(ReadOnlySpan<double> run, int session) =>
        run.Slice(session * BarsPerSession, Math.Min(BarsPerSession, run.Length - (session * BarsPerSession)));

    /// <summary>Consecutive sessions of this panel, sharing its cells.</summary>
    /// <param name="start">Index of the first.</param>
    /// <param name="count">How many.</param>
    /// <param name="bars">Bars of the last of them that may be seen.</param>
    public IntradayPanel Window(int start, int count, int bars)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegative(bars);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Sessions.Count - start);
        return start == 0 && count == Sessions.Count && bars >= BarsPerSession
            ? this
            : new IntradayPanel(this, start, count, Math.Min(bars, BarsPerSession));
    }

    /// <summary>A copy of some cells of every symbol: open, high, low, close, volume, each symbol after symbol.</summary>
    /// <param name="from">The first cell of a run.</param>
    /// <param name="count">Cells a symbol.</param>
    public double[] ToCells(int from, int count)
    {
        var cells = new double[5 * Symbols * count];
        var to = 0;
        foreach (var column in (ReadOnlySpan<double[]>)[open, high, low, close, volume])
            for (var symbol = 0; symbol < Symbols; symbol++, to += count)
                Run(column, symbol).Slice(from, count).CopyTo(cells.AsSpan(to));
        return cells;
    }

    /// <param name="symbol">Row of the universe.</param>
    /// <param name="session">Index into <see cref="Sessions"/>.</param>
    /// <param name="slot">0 for the bar that starts at the open.</param>
    /// <param name="bar">The bar.</param>
    public void Set(int symbol, int session, int slot, Bar bar)
    {
        var at = (symbol * stride) + first + (session * BarsPerSession) + slot;
        open[at] = (double)bar.Open;
        high[at] = (double)bar.High;
        low[at] = (double)bar.Low;
        close[at] = (double)bar.Close;
        volume[at] = (double)bar.Volume;
    }

    private ReadOnlySpan<double> Run(double[] column, int symbol) => column.AsSpan((symbol * stride) + first, visible);

    private double[] Whole(double[] column, [CallerMemberName] string name = "") =>
        visible == stride
            ? column
            : throw new InvalidOperationException(
                $"{name}: this panel ends with {(Sessions.Count == 0 ? "no session" : $"bar {visible - ((Sessions.Count - 1) * BarsPerSession)} of {Sessions[^1].Date:yyyy-MM-dd}")}, its column goes on after it. Read it by row."
            );

    private double[] Column()
    {
        var column = new double[Symbols * stride];
        Array.Fill(column, double.NaN);
        return column;
    }
}
