using System.Collections.Concurrent;
using System.Collections.Frozen;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Execution;
using QuantFund.Core.Execution.Ledger;
using QuantFund.Core.Execution.PreTrade;
using QuantFund.Core.Fund.Views;
using QuantFund.Core.Risk;

namespace QuantFund.Core.Fund.State;

/// <summary>
/// Marks the fund's book at the newest quotes and keeps high-water mark, day's opening equity and the equity curve. A
/// name without a quote keeps its last mark. The curve gets a point about once a market minute.
/// </summary>
public sealed class FundMarks(
    ILedger ledger,
    IEquityStore store,
    ITradingStateStore states,
    LiveQuotes quotes,
    IMarketCalendar calendar,
    RiskOptions risk,
    MarketTime market
)
{
    private static readonly TimeSpan PointEvery = TimeSpan.FromMinutes(1);

    private readonly AsyncGate gate = new();
    private readonly ConcurrentDictionary<Symbol, decimal> lastMarks = [];
    private readonly MarkDoubts doubts = new();
    private EquityMarks? marks;
    private EquityMarks? stored;
    private StoredTradingState? marksOf;
    private DateTimeOffset? lastPoint;

    /// <summary>As of the last mark; null before the first.</summary>
    public MarkedFund? Latest { get; private set; }

    /// <summary>The book as it is in the ledger now, at the newest marks; null without a ledger. Changes nothing.</summary>
    public async Task<Book?> BookAsync(CancellationToken cancellation) =>
        await ledger.ReadAsync(cancellation) is { } held
            ? BookOf(held, await quotes.ReadAsync(cancellation), market.Now)
            : null;

    /// <summary>
    /// Marks the book now. Gives the act that the drawdown ladder asks for when a rung is newly reached, until
    /// <see cref="ActedAsync"/> has stored it as done. Null without a ledger.
    /// </summary>
    public async Task<(MarkedFund Fund, LadderAct? Act, EquityPoint? Point)?> MarkAsync(CancellationToken cancellation)
    {
        using var alone = await gate.EnterAsync();
        return await MarkAloneAsync(cancellation);
    }

    private async Task<(MarkedFund Fund, LadderAct? Act, EquityPoint? Point)?> MarkAloneAsync(
        CancellationToken cancellation
    )
    {
        if (await ledger.ReadAsync(cancellation) is not { } held)
            return null;
        var now = market.Now;
        var book = BookOf(held, await quotes.ReadAsync(cancellation), now);
        var state = await states.ReadAsync(cancellation);
        var known = await MarksAsync(book, state, now, cancellation);

        doubts.Take(book);
        var (ladder, act) = DrawdownLadder.Step(
            new LadderState(known.HighWaterMark, known.PreviousHighWaterMark, (Rung)known.RungsActed),
            book.Equity,
            risk,
            doubts.Gained(book)
        );
        marks = known with
        {
            HighWaterMark = ladder.HighWaterMark,
            RungsActed = act is null ? (int)ladder.Rung : known.RungsActed,
            Proven = doubts.Proven,
        };
        var fund = Latest = new MarkedFund(book, [.. held.Positions], marks, state);
        return (fund, act, await PointAsync(fund, force: false, cancellation));
    }

    /// <summary>A rung has acted, and where the cut it asks for is to end: one write, so that neither is lost or done twice.</summary>
    public Task ActedAsync(Rung rung, decimal? cutGrossTo, CancellationToken cancellation) =>
        SaveAsync(m => m with { RungsActed = (int)rung, CutGrossTo = cutGrossTo }, cancellation);

    public Task CutDoneAsync(CancellationToken cancellation) =>
        SaveAsync(m => m with { CutGrossTo = null }, cancellation);

    private async Task SaveAsync(Func<EquityMarks, EquityMarks> change, CancellationToken cancellation)
    {
        using var alone = await gate.EnterAsync();
        var changed = change(marks ?? throw new InvalidOperationException("The fund has not been marked yet."));
        marks = stored = await store.SaveMarksAsync(changed, stored, cancellation);
        if (Latest is { } latest)
            Latest = latest with { Marks = marks };
    }

    /// <summary>The day's last point, and the marks of the next: its loss is measured from this close.</summary>
    public async Task<EquityPoint?> CloseDayAsync(Session session, CancellationToken cancellation)
    {
        using var alone = await gate.EnterAsync();
        if (await MarkAloneAsync(cancellation) is not { } marked)
            return null;
        var next = calendar.NextAfter(session.Close);
        marks = marked.Fund.Marks with { Day = next.Date, DayOpen = marked.Fund.Equity };
        Latest = marked.Fund with { Marks = marks };
        return await PointAsync(Latest, force: true, cancellation);
    }

    private Book BookOf(LedgerBook held, IReadOnlyDictionary<Symbol, Quote> latest, DateTimeOffset now)
    {
        foreach (var symbol in held.Positions.Select(p => p.Position.Symbol))
            if (latest.TryGetValue(symbol, out var quote) && quote.Mid > 0m)
                lastMarks[symbol] = quote.Mid;
        return new Book(
            now,
            held.Cash,
            held.Positions.Where(p => p.Position.Quantity != 0m)
                .ToFrozenDictionary(p => p.Position.Symbol, p => p.Position),
            held.Positions.Where(p => lastMarks.ContainsKey(p.Position.Symbol))
                .ToFrozenDictionary(p => p.Position.Symbol, p => lastMarks[p.Position.Symbol])
        )
        {
            Trades = held.Trades,
        };
    }

    private async Task<EquityMarks> MarksAsync(
        Book book,
        StoredTradingState state,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        // A person who resumes, from whatever process, writes new marks: they are read again whenever the state became active.
        var resumed = marks is not null && marksOf != state && state.State == TradingState.Active;
        if (marks is null || resumed)
        {
            marks = stored = await store.MarksAsync(cancellation);
            doubts.Restore(marks?.Proven ?? ProvenMarks.None);
        }
        marksOf = state;
        var day = calendar.SessionAt(now)?.Date;
        marks ??= new EquityMarks(book.Equity, book.Equity, day ?? NewYork.DateOf(now), book.Equity);
        // Only where the day before was not closed by this fund: its close is not known, so the day begins here.
        if (day is { } today && today != marks.Day)
            marks = marks with { Day = today, DayOpen = book.Equity };
        return marks;
    }

    private async Task<EquityPoint?> PointAsync(MarkedFund fund, bool force, CancellationToken cancellation)
    {
        var now = fund.Book.AsOf;
        if (!force && lastPoint is { } last && now - last < PointEvery)
            return null;
        // A curve has numbers only: where there is no equity no exposure is drawn.
        var (gross, net) = fund.Equity > 0m ? (fund.GrossFraction, fund.NetFraction) : (0, 0);
        var point = new EquityPoint(now, fund.Equity, fund.Drawdown, gross, net);
        marks = stored = await store.AppendAsync(point, fund.Marks, stored, cancellation);
        lastPoint = now;
        return point;
    }
}
