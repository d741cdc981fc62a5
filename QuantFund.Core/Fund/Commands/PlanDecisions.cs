using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Cycles;

namespace QuantFund.Core.Fund.Commands;

/// <summary>What became of a decision on a plan.</summary>
public abstract record DecisionAnswer
{
    private DecisionAnswer() { }

    /// <summary>Stored; the engine that waits for it goes on.</summary>
    public sealed record Done : DecisionAnswer;

    /// <summary>No cycle has this id.</summary>
    public sealed record UnknownCycle : DecisionAnswer;

    /// <summary>The cycle is not waiting, or the hash is not of the plan that waits.</summary>
    public sealed record Stale : DecisionAnswer;

    /// <summary>The time to decide is over.</summary>
    public sealed record Expired : DecisionAnswer;

    /// <summary>What is to be left out is not in the plan; nothing was decided.</summary>
    public sealed record NotInPlan(IReadOnlyList<Symbol> Symbols) : DecisionAnswer;
}

/// <summary>A person's decision on a plan that waits, checked against that plan.</summary>
public sealed class PlanDecisions(IApprovals approvals, ICycleStore cycles)
{
    public async Task<DecisionAnswer> DecideAsync(ApprovalDecision decision, CancellationToken cancellation)
    {
        if (decision.Excluded.Count > 0 && await cycles.PlanAsync(decision.Cycle, cancellation) is { } plan)
        {
            var traded = plan.Trades.Select(t => t.Symbol).ToHashSet();
            if (decision.Excluded.Where(s => !traded.Contains(s)).ToArray() is { Length: > 0 } strangers)
                return new DecisionAnswer.NotInPlan(strangers);
        }
        return await approvals.DecideAsync(decision, cancellation) switch
        {
            ApprovalAnswer.Done => new DecisionAnswer.Done(),
            ApprovalAnswer.UnknownCycle => new DecisionAnswer.UnknownCycle(),
            ApprovalAnswer.Expired => new DecisionAnswer.Expired(),
            _ => new DecisionAnswer.Stale(),
        };
    }
}
