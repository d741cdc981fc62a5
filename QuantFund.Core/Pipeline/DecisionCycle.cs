using QuantFund.Core.Debate;
using QuantFund.Core.Execution;
using QuantFund.Core.Features;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Strategies;

namespace QuantFund.Core.Pipeline;

/// <summary>
/// The fund: phases A to I in order. What is injected touches the world; what it is handed to is arithmetic. Memory comes
/// in and goes out; keeping it is the caller's business, and so is running one cycle at a time.
/// </summary>
/// <param name="ingestion">A.</param>
/// <param name="roster">C.</param>
/// <param name="debater">D.</param>
/// <param name="gate">Between plan and orders.</param>
/// <param name="desk">H.</param>
/// <param name="options">The policy now; asked once a cycle.</param>
/// <param name="wall">For the phase timings.</param>
/// <param name="features">
/// B; null = <see cref="FeatureEngine.Build"/>. A backtest hands out what it built of the same snapshot beforehand.
/// </param>
public sealed class DecisionCycle(
    IIngestion ingestion,
    StrategyRoster roster,
    IDebater debater,
    IApprovalGate gate,
    IOrderDesk desk,
    Func<DecisionOptions> options,
    TimeProvider wall,
    Func<MarketSnapshot, FeatureTable>? features = null
) : IDecisionCycle
{
    public async Task<CycleOutcome> RunAsync(
        DecisionRequest request,
        ICycleObserver observer,
        CancellationToken cancellation
    )
    {
        var decision = new Decision(request, options(), roster);
        var watch = new PhaseWatch(request.Cycle, observer, wall);

        watch.Run(Phases.Data, () => decision.Read(ingestion)); // A
        watch.Run(Phases.Features, () => decision.BuildFeatures(features ?? FeatureEngine.Build)); // B
        watch.Run(Phases.Regime, decision.ClassifyRegime);
        watch.Run(Phases.Strategies, decision.Propose); // C
        await watch.RunAsync(Phases.Debate, () => decision.DebateAsync(debater, cancellation)); // D
        watch.Run(Phases.Ensemble, decision.Combine); // E
        watch.Run(Phases.Risk, decision.Review); // F
        watch.Run(Phases.Costs, decision.Keep); // G
        if (request.Preview)
            return decision.Preview(watch.Timings);

        await decision.TellAsync(observer, cancellation);
        await watch.RunAsync(Phases.Approval, () => decision.AskAsync(gate, cancellation));
        await watch.RunAsync(Phases.Execution, () => decision.SubmitAsync(desk, cancellation)); // H
        watch.Run(Phases.Learning, decision.Learn); // I
        return decision.Outcome(watch.Timings);
    }
}
