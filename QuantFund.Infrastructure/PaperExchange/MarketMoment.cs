using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Simulation;

namespace QuantFund.Infrastructure.PaperExchange;

/// <summary>
/// A tape at one moment of market time: quotes of the current bar while a session runs, else those of the last close.
/// Lines are made when asked for and kept.
/// </summary>
internal sealed class MarketMoment : IMatchingMarket
{
    private const int SessionsBack = 5;

    private readonly IMarketTape tape;
    private readonly ulong seed;
    private readonly SessionBars bars;
    private readonly EarlierCloses earlier;
    private readonly int slot;
    private readonly double fraction;
    private readonly MarketLine?[] lines;
    private readonly bool[] made;

    /// <param name="tape">What is played.</param>
    /// <param name="seed">Seed of the paths within bars.</param>
    /// <param name="now">Market time.</param>
    /// <param name="session">The session that runs, or else the last one that closed.</param>
    /// <param name="bars">The bars of that session.</param>
    /// <param name="earlier">Closes of names that trade no more.</param>
    public MarketMoment(
        IMarketTape tape,
        ulong seed,
        DateTimeOffset now,
        Session session,
        SessionBars bars,
        EarlierCloses earlier
    )
    {
        this.tape = tape;
        this.seed = seed;
        this.bars = bars;
        this.earlier = earlier;
        Now = now;
        IsOpen = session.Contains(now);
        var passed = (now < session.Close ? now : session.Close) - session.Open;
        slot = Math.Min(session.BarCount - 1, (int)(passed / Session.BarLength));
        fraction = Math.Min(1, (passed / Session.BarLength) - slot);
        lines = new MarketLine?[tape.Universe.Count];
        made = new bool[tape.Universe.Count];
    }

    public DateTimeOffset Now { get; }

    public bool IsOpen { get; }

    public bool Knows(Symbol symbol) => tape.Universe.Contains(symbol);

    public bool IsHalted(Symbol symbol) =>
        IsOpen && tape.Universe.IndexOf(symbol) is >= 0 and var row && bars.Halted[SessionBars.Cell(row, slot)];

    public MarketLine? Line(Symbol symbol) =>
        IsOpen && tape.Universe.IndexOf(symbol) is >= 0 and var row ? LineOf(row) : null;

    public decimal? Mark(Symbol symbol)
    {
        if (tape.Universe.IndexOf(symbol) is not (>= 0 and var row))
            return null;
        if (LineOf(row) is { } line)
            return PriceTick.Nearest(line.Quote.Mid);
        return LastClose(row);
    }

    public Borrow BorrowOf(Symbol symbol) => tape.BorrowOf(tape.Universe.IndexOf(symbol), bars.Session.Date);

    /// <summary>The quote of a name now, or the one it had at the last close; null when it has not traded in the session.</summary>
    public Quote? Quote(Symbol symbol) => tape.Universe.IndexOf(symbol) is >= 0 and var row ? LineOf(row)?.Quote : null;

    private MarketLine? LineOf(int row)
    {
        if (made[row])
            return lines[row];
        made[row] = true;
        if (PathBar.Of(bars, row, slot) is not { } bar)
            return null;
        return lines[row] = new MarketLine(
            QuotePath.Quote(seed, tape.Universe[row].Symbol, bar, fraction),
            (decimal)bar.Low,
            (decimal)bar.High,
            (decimal)bar.Volume,
            bar.Start,
            QuotePath.Bin(fraction)
        );
    }

    /// <summary>The last completed bar's close, looked for some sessions back; before them the last daily close.</summary>
    private decimal? LastClose(int row)
    {
        if (CloseIn(bars, row, slot) is { } today)
            return today;
        var sessions = tape.Calendar.LastSessions(bars.Session.Date, SessionsBack + 1);
        for (var back = sessions.Count - 2; back >= 0; back--)
            if (CloseIn(tape.Bars(sessions[back]), row, SessionBars.Slots) is { } close)
                return close;
        return earlier.Before(bars.Session.Date, row);
    }

    private static decimal? CloseIn(SessionBars session, int row, int slots)
    {
        for (var at = slots - 1; at >= 0; at--)
            if (session.Close[SessionBars.Cell(row, at)] is var close && !double.IsNaN(close))
                return PriceTick.Nearest((decimal)close);
        return null;
    }
}
