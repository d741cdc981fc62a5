using System.Collections.Frozen;
using QuantFund.Core.Debate;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Execution;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Ingestion.Sources;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Pipeline.Records;
using QuantFund.Core.Risk;
using QuantFund.Core.Simulation;
using QuantFund.Core.Strategies;

namespace QuantFund.Testing.Decision;

/// <summary>
/// A fund over a tape in one thread: at each slot a snapshot cut from the tape, one cycle, every order filled at once half a
/// spread away. What the decision does over days, without broker, store or clock.
/// </summary>
public sealed class TapeFund
{
    private readonly IMarketTape tape;
    private readonly DecisionCycle cycle;
    private readonly FixedIngestion ingestion;

    public TapeFund(IMarketTape tape, decimal cash = 1_000_000m, DecisionOptions? options = null)
    {
        this.tape = tape;
        Cash = cash;
        ingestion = new FixedIngestion(null!);
        cycle = new DecisionCycle(
            ingestion,
            StrategyRoster.Standard,
            new RuleDebater(DebateMode.Full),
            ScriptedGate.ApprovesAll,
            new FillingDesk(),
            () => options ?? DecisionOptions.Default,
            TimeProvider.System
        );
    }

    public decimal Cash { get; private set; }

    public Dictionary<Symbol, Position> Positions { get; } = [];

    public CycleMemory Memory { get; private set; } = CycleMemory.Empty;

    public PhaseLog Log { get; } = new();

    public async Task<CycleOutcome> RunAsync(Session session, DateTimeOffset asOf, CancellationToken cancellation)
    {
        ingestion.Snapshot = SnapshotAt(session, asOf);
        var marks = ingestion.Snapshot.Quotes.ToFrozenDictionary(q => q.Key, q => q.Value.Mid);
        var book = new Book(asOf, Cash, Positions.ToFrozenDictionary(), marks);
        var outcome = await cycle.RunAsync(
            Requests.New(asOf, session, book, Memory) with
            {
                Ladder = LadderState.Start(book.Equity),
            },
            Log,
            cancellation
        );
        Memory = outcome.Memory;
        foreach (var order in outcome.Submission?.Orders ?? [])
            Book(order);
        return outcome;
    }

    public MarketSnapshot SnapshotAt(Session session, DateTimeOffset asOf)
    {
        var sessions = tape.Calendar.LastSessions(session.Date, RandomWalk.IntradaySessions);
        var intraday = new IntradayPanel(sessions, tape.Universe.Count);
        var quotes = new Dictionary<Symbol, Quote>();
        for (var s = 0; s < sessions.Count; s++)
            Fill(intraday, s, tape.Bars(sessions[s]), asOf, quotes);
        var previous = tape.Calendar.LastSessions(session.Date.AddDays(-1), 1)[0];
        return new MarketSnapshot(
            asOf,
            tape.Universe,
            tape.Daily(previous.Date, RandomWalk.DailySessions),
            intraday,
            quotes,
            tape.Vix(asOf.AddDays(-20), asOf),
            tape.News(asOf.AddDays(-7), asOf),
            tape.Macro(asOf),
            null,
            Enumerable
                .Range(0, tape.Universe.Count)
                .Select(row => tape.BorrowOf(row, session.Date))
                .ToFrozenDictionary(b => b.Symbol),
            [
                new(SourceNames.DailyPrices, SourceHealth.Ok, previous.Close, 0, null, null),
                new(SourceNames.IntradayPrices, SourceHealth.Ok, asOf, 0, null, null),
                new(SourceNames.News, SourceHealth.Ok, asOf, 0, null, null),
            ]
        );
    }

    private void Fill(
        IntradayPanel panel,
        int s,
        SessionBars bars,
        DateTimeOffset asOf,
        Dictionary<Symbol, Quote> quotes
    )
    {
        for (var row = 0; row < tape.Universe.Count; row++)
        for (var slot = 0; slot < IntradayPanel.BarsPerSession; slot++)
        {
            var cell = SessionBars.Cell(row, slot);
            var end = bars.Session.Open + ((slot + 1) * Session.BarLength);
            if (end > asOf || double.IsNaN(bars.Close[cell]))
                continue;
            var at = (((row * panel.Sessions.Count) + s) * IntradayPanel.BarsPerSession) + slot;
            panel.Open[at] = bars.Open[cell];
            panel.High[at] = bars.High[cell];
            panel.Low[at] = bars.Low[cell];
            panel.Close[at] = bars.Close[cell];
            panel.Volume[at] = bars.Volume[cell];
            var mid = Math.Round((decimal)bars.Close[cell], 4);
            var half = mid * (decimal)(bars.SpreadBps[cell] / 20_000);
            var symbol = tape.Universe[row].Symbol;
            quotes[symbol] = new Quote(symbol, mid - half, mid + half, 500, 500, asOf);
        }
    }

    private void Book(StoredOrder order)
    {
        var symbol = order.Intent.Symbol;
        var signed = order.Intent.Side == Side.Buy ? order.FilledQuantity : -order.FilledQuantity;
        var before = Positions.TryGetValue(symbol, out var held) ? held : new Position(symbol, 0, 0);
        var quantity = before.Quantity + signed;
        Cash -= signed * order.AveragePrice!.Value;
        if (quantity == 0m)
            Positions.Remove(symbol);
        else if (order.Intent.Reduces)
            Positions[symbol] = before with { Quantity = quantity };
        else
            Positions[symbol] = new Position(
                symbol,
                quantity,
                ((before.Quantity * before.AveragePrice) + (signed * order.AveragePrice.Value)) / quantity
            );
    }
}
