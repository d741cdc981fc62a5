using QuantFund.Core.Execution;
using QuantFund.Core.Execution.PreTrade;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.State;

namespace QuantFund.Core.Fund.Commands;

/// <summary>The commands in a process that has an engine.</summary>
public sealed class FundCommands(
    EngineHalt halt,
    PlanDecisions plans,
    StrategyChanges strategies,
    ITradingStateStore states,
    FundMarks marks,
    OrderDesk desk,
    CycleRunner runner,
    CancellationToken stop = default
) : IEngineCommands
{
    public Task<HaltReport> HaltAsync(HaltRequest request, CancellationToken cancellation) =>
        halt.HaltAsync(request, cancellation);

    public Task<StoredTradingState> ResumeAsync(string reason, string by, CancellationToken cancellation) =>
        states.ResumeAsync(reason, by, marks.Latest?.Equity, cancellation);

    public Task<DecisionAnswer> DecideAsync(ApprovalDecision decision, CancellationToken cancellation) =>
        plans.DecideAsync(decision, cancellation);

    public Task<bool> SetStrategyAsync(StrategyChange change, CancellationToken cancellation) =>
        strategies.MakeAsync(change, cancellation);

    public Task<int> CancelAllAsync(string by, CancellationToken cancellation) =>
        desk.CancelAllAsync($"{by} cancelled all orders.", cancellation);

    // The request's own token ends with the request; the cycle goes on until the fund stops.
    public Task<CycleStart> StartCycleAsync(string by, CancellationToken cancellation) => runner.StartAsync(stop);

    public Task<PlanPreview> PreviewAsync(CancellationToken cancellation) => runner.PreviewAsync(cancellation);
}
