using System.Collections.Frozen;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Pipeline.Records;
using QuantFund.Core.Risk;

namespace QuantFund.Testing.Decision;

/// <summary>Decision requests of an active fund with one million dollars and no history.</summary>
public static class Requests
{
    public static DecisionRequest New(
        DateTimeOffset asOf,
        Session session,
        Book? book = null,
        CycleMemory? memory = null,
        bool preview = false
    )
    {
        var held = book ?? Book.Empty(asOf, 1_000_000m);
        var local = NewYork.ToLocal(asOf);
        return new DecisionRequest(
            new CycleId($"c{local:yyyyMMdd-HHmm}"),
            asOf,
            session,
            held,
            memory ?? CycleMemory.Empty,
            LadderState.Start(held.Equity),
            TradingState.Active,
            FrozenDictionary<StrategyId, StrategyState>.Empty,
            MarketSource.Simulated,
            preview
        );
    }
}
