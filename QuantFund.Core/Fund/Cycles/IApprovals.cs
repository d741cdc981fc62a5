using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.Views;

namespace QuantFund.Core.Fund.Cycles;

/// <summary>What a person said of a waiting plan.</summary>
public sealed record ApprovalDecision(
    CycleId Cycle,
    string PlanHash,
    bool Approved,
    string By,
    string? Reason,
    IReadOnlyList<Symbol> Excluded
);

public enum ApprovalAnswer
{
    Done,
    UnknownCycle,

    /// <summary>The cycle is not waiting, or the hash is not of the plan that waits.</summary>
    Stale,
    Expired,
}

/// <summary>Plans that wait for a person. Any process may decide; the engine hears of it as a <see cref="FundEvent"/>.</summary>
public interface IApprovals
{
    /// <summary>Stores the plan as waiting until <see cref="PlanView.ExpiresAt"/>, sets the cycle to awaiting approval.</summary>
    Task RequestAsync(PlanView plan, CancellationToken cancellation);

    Task<ApprovalAnswer> DecideAsync(ApprovalDecision decision, CancellationToken cancellation);

    Task<ApprovalDecision?> DecisionAsync(CycleId cycle, CancellationToken cancellation);

    /// <summary>The plan that waits now, if any.</summary>
    Task<PlanView?> WaitingAsync(CancellationToken cancellation);
}
