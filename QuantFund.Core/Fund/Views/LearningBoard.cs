using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.State;
using QuantFund.Core.Learning;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Pipeline.Records;
using QuantFund.Core.Strategies;

namespace QuantFund.Core.Fund.Views;

/// <summary>What the fund has learned, as its store has it now.</summary>
public sealed class LearningBoard(
    ICycleStore cycles,
    IStrategyStates states,
    StrategyRoster roster,
    Func<DecisionOptions> options
)
{
    public async Task<LearningView> ReadAsync(CancellationToken cancellation) =>
        await OfAsync(await cycles.MemoryAsync(cancellation), cancellation);

    public async Task<LearningView> OfAsync(CycleMemory memory, CancellationToken cancellation) =>
        LearningViews.Of(memory, roster, await states.ReadAsync(cancellation), options().Learning);
}
