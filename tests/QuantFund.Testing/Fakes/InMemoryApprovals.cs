using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.Views;

namespace QuantFund.Testing.Fakes;

public sealed class InMemoryApprovals(InMemoryFund fund, InMemoryJournal journal, KillSwitch kill) : IApprovals
{
    public Task RequestAsync(PlanView plan, CancellationToken cancellation) =>
        Task.FromResult(
            journal.Change(() =>
            {
                var at = fund.Cycles.FindIndex(c => c.Id == plan.CycleId);
                fund.Cycles[at] = fund.Cycles[at] with { Status = CycleStatus.AwaitingApproval };
                fund.Plans[plan.CycleId] = plan;
                journal.Record(new FundFact.CycleChanged(fund.Cycles[at]));
                return journal.Record(new FundFact.PlanAwaitsApproval(plan));
            })
        );

    public Task<ApprovalAnswer> DecideAsync(ApprovalDecision decision, CancellationToken cancellation) =>
        Task.FromResult(
            journal.Change(() =>
            {
                var cycle = fund.Cycles.Find(c => c.Id == decision.Cycle);
                if (cycle is null)
                    return ApprovalAnswer.UnknownCycle;
                if (!fund.Plans.TryGetValue(decision.Cycle, out var plan) || plan.PlanHash != decision.PlanHash)
                    return ApprovalAnswer.Stale;
                if (plan.ExpiresAt <= fund.Wall.GetUtcNow() || cycle.Status == CycleStatus.Expired)
                    return ApprovalAnswer.Expired;
                if (cycle.Status != CycleStatus.AwaitingApproval || fund.Decisions.ContainsKey(decision.Cycle))
                    return ApprovalAnswer.Stale;
                fund.Decisions[decision.Cycle] = decision;
                journal.Record(
                    new FundFact.PlanDecided(
                        decision.Cycle,
                        decision.PlanHash,
                        decision.Approved,
                        decision.By,
                        decision.Reason,
                        decision.Excluded
                    )
                );
                return ApprovalAnswer.Done;
            })
        );

    public Task<ApprovalDecision?> DecisionAsync(CycleId cycle, CancellationToken cancellation)
    {
        kill.Alive();
        lock (fund.Sync)
            return Task.FromResult(fund.Decisions.GetValueOrDefault(cycle));
    }

    public Task<PlanView?> WaitingAsync(CancellationToken cancellation)
    {
        kill.Alive();
        lock (fund.Sync)
        {
            var waiting = fund.Cycles.FindLast(c =>
                c.Status == CycleStatus.AwaitingApproval && !fund.Decisions.ContainsKey(c.Id)
            );
            return Task.FromResult(
                waiting is not null && fund.Plans[waiting.Id] is var plan && plan.ExpiresAt > fund.Wall.GetUtcNow()
                    ? plan
                    : null
            );
        }
    }
}
