namespace QuantFund.Core.Pipeline;

/// <summary>One run of phases A to I. Live, paper, backtest, preview and replay run the same; only clock and ports differ.</summary>
public interface IDecisionCycle
{
    Task<CycleOutcome> RunAsync(DecisionRequest request, ICycleObserver observer, CancellationToken cancellation);
}
