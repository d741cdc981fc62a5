using System.Collections.Frozen;
using QuantFund.Core.Backtesting.Market;
using QuantFund.Core.Debate;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Features;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Pipeline.Records;
using QuantFund.Core.Risk;
using QuantFund.Core.Strategies;

namespace QuantFund.Web.CommandLine.History;

/// <summary>The decision cycle over recorded history, with the configured policy: a preview from a book that is given.</summary>
internal sealed class PastDecision(IServiceProvider services, RecordedMarket market)
{
    private readonly DecisionCycle cycle = new(
        market,
        services.GetRequiredService<StrategyRoster>(),
        services.GetRequiredService<IDebater>(),
        NoOrders.Instance,
        NoOrders.Instance,
        services.GetRequiredService<Func<DecisionOptions>>(),
        services.GetRequiredService<TimeProvider>()
    );

    public async Task<CycleRecord> RunAsync(
        DateTimeOffset asOf,
        decimal equity,
        IReadOnlyList<(Symbol Symbol, decimal Quantity, decimal? AveragePrice)> held,
        CancellationToken cancellation
    )
    {
        var calendar = NyseCalendar.Instance;
        var book = held.Count == 0 ? Book.Empty(asOf, equity) : BookOf(asOf, equity, held);
        var request = new DecisionRequest(
            new CycleId($"c{NewYork.ToLocal(asOf):yyyyMMdd-HHmm}"),
            asOf,
            calendar.SessionAt(asOf) ?? calendar.LastClosedBy(asOf),
            book,
            CycleMemory.Empty,
            LadderState.Start(equity),
            TradingState.Active,
            FrozenDictionary<StrategyId, StrategyState>.Empty,
            MarketSource.Replay,
            Preview: true
        );
        return (await cycle.RunAsync(request, SilentObserver.Instance, cancellation)).Record;
    }

    /// <summary>Positions at the last prices; cash is what is left of equity.</summary>
    private Book BookOf(
        DateTimeOffset asOf,
        decimal equity,
        IReadOnlyList<(Symbol Symbol, decimal Quantity, decimal? AveragePrice)> held
    )
    {
        var prices = FeatureEngine.Build(market.Latest(asOf));
        var marks = new Dictionary<Symbol, decimal>();
        foreach (var (symbol, _, average) in held)
        {
            var row = market.Universe.IndexOf(symbol);
            var known = row >= 0 && prices.Prices[row] > 0;
            marks[symbol] = known
                ? Math.Round((decimal)prices.Prices[row], 4)
                : average
                    ?? throw new VerbRefusedException(
                        ExitCode.BadUsage,
                        $"--positions: the data has no fresh price of {symbol}. Give its averagePrice."
                    );
        }
        return new Book(
            asOf,
            equity - held.Sum(h => h.Quantity * marks[h.Symbol]),
            held.ToFrozenDictionary(
                h => h.Symbol,
                h => new Position(h.Symbol, h.Quantity, h.AveragePrice ?? marks[h.Symbol])
            ),
            marks.ToFrozenDictionary()
        );
    }
}
