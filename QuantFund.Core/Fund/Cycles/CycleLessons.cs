using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.State;
using QuantFund.Core.Fund.Views;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Pipeline.Records;

namespace QuantFund.Core.Fund.Cycles;

/// <summary>What a cycle that has ended changes for the next ones: who is retired, and what everyone is told was learned.</summary>
public sealed class CycleLessons(
    IStrategyStates strategies,
    LearningBoard learning,
    FundEventBus bus,
    MarketTime market
)
{
    /// <summary>Who the journal names when a strategy's own record retires it.</summary>
    public const string Learning = "learning";

    /// <summary>The strategies as this cycle weighs them, with what had been learned of them when it did.</summary>
    public async Task<IReadOnlyList<StrategyView>> WeighedAsync(CycleRecord decided, CancellationToken cancellation) =>
        LearnedWeights.On(CycleViews.Strategies(decided), await learning.ReadAsync(cancellation));

    /// <summary>
    /// Strategies whose record retires them go to shadow. The memory holds the evidence until then, so that a process that
    /// dies in between does it with the next cycle.
    /// </summary>
    public async Task TakeAsync(CycleOutcome outcome, CancellationToken cancellation)
    {
        foreach (var retirement in outcome.Retirements)
            await strategies.SetAsync(
                retirement.Strategy,
                StrategyState.Shadow,
                Learning,
                retirement.Reason,
                cancellation
            );
        bus.Tick(new FundFact.Learned(await learning.OfAsync(outcome.Memory, cancellation)), market.Now);
    }
}
