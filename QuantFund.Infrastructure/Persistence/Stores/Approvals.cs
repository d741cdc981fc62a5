using Microsoft.EntityFrameworkCore;
using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Commands;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.Views;
using QuantFund.Infrastructure.Persistence.Rows;

namespace QuantFund.Infrastructure.Persistence.Stores;

internal sealed class Approvals(IFundDatabase database, FundWriter writer, TimeProvider wall) : IApprovals
{
    public Task RequestAsync(PlanView plan, CancellationToken cancellation)
    {
        if (plan.ExpiresAt is null)
            throw new ArgumentException("A plan that waits for approval needs an expiry.", nameof(plan));
        return writer.WriteAsync(
            async (change, token) =>
            {
                var cycle =
                    await change.Db.Cycles.FirstOrDefaultAsync(c => c.Id == plan.CycleId.Value, token)
                    ?? throw new InvalidOperationException($"The store has no cycle {plan.CycleId}.");
                await CycleStore.PlanAsync(change.Db, plan, token);
                await CycleStore.TakeAsync(
                    change,
                    cycle.ToView() with
                    {
                        Status = CycleStatus.AwaitingApproval,
                        PlanHash = plan.PlanHash,
                        Trades = plan.Trades.Count,
                    },
                    token
                );
                change.Record(new FundFact.PlanAwaitsApproval(plan));
            },
            cancellation
        );
    }

    public Task<ApprovalAnswer> DecideAsync(ApprovalDecision decision, CancellationToken cancellation) =>
        writer.WriteAsync(
            async (change, token) =>
            {
                var cycle = await change
                    .Db.Cycles.AsNoTracking()
                    .FirstOrDefaultAsync(c => c.Id == decision.Cycle.Value, token);
                if (cycle is null)
                    return ApprovalAnswer.UnknownCycle;
                var plan = await change.Db.Plans.FirstOrDefaultAsync(p => p.CycleId == cycle.Id, token);
                if (plan?.ExpiresAt is null || plan.Hash != decision.PlanHash || plan.DecidedAt is not null)
                    return ApprovalAnswer.Stale;
                if (cycle.Status == CycleStatus.Expired || change.WallNow >= plan.ExpiresAt)
                    return ApprovalAnswer.Expired;
                if (cycle.Status != CycleStatus.AwaitingApproval)
                    return ApprovalAnswer.Stale;
                Decide(plan, decision, change.WallNow);
                change.Record(
                    new FundFact.PlanDecided(
                        decision.Cycle,
                        decision.PlanHash,
                        decision.Approved,
                        decision.By,
                        Mended(decision.Reason),
                        decision.Excluded
                    )
                );
                return ApprovalAnswer.Done;
            },
            cancellation
        );

    /// <remarks>
    /// Read under the writer's lock: whoever asks at the expiry then sees a decision that was made just before it and is
    /// still being committed, and no decision can come after.
    /// </remarks>
    public Task<ApprovalDecision?> DecisionAsync(CycleId cycle, CancellationToken cancellation) =>
        writer.WriteAsync(
            async (change, token) =>
            {
                var plan = await change
                    .Db.Plans.AsNoTracking()
                    .FirstOrDefaultAsync(p => p.CycleId == cycle.Value && p.DecidedAt != null, token);
                return plan is null ? null : DecisionOf(plan);
            },
            cancellation
        );

    public async Task<PlanView?> WaitingAsync(CancellationToken cancellation)
    {
        var now = wall.GetUtcNow();
        await using var db = database.CreateDbContext();
        var row = await db
            .Plans.AsNoTracking()
            .Where(p => p.DecidedAt == null && p.ExpiresAt > now)
            .Join(
                db.Cycles.Where(c => !c.IsFinished && c.Status == CycleStatus.AwaitingApproval),
                p => p.CycleId,
                c => c.Id,
                (p, c) => new { Plan = p, c.Place }
            )
            .OrderByDescending(p => p.Place)
            .Select(p => p.Plan)
            .FirstOrDefaultAsync(cancellation);
        return row is null ? null : CycleStore.PlanOf(row);
    }

    private static void Decide(PlanRow plan, ApprovalDecision decision, DateTimeOffset wallNow)
    {
        plan.DecidedAt = wallNow;
        plan.Approved = decision.Approved;
        plan.DecidedBy = decision.By;
        plan.Reason = Mended(decision.Reason);
        plan.Excluded = string.Join(',', decision.Excluded.Select(s => s.Value));
    }

    private static string? Mended(string? reason) =>
        reason is null ? null : OutsideText.Mended(reason, OutsideText.MostReason, "");

    private static ApprovalDecision DecisionOf(PlanRow plan) =>
        new(
            new CycleId(plan.CycleId),
            plan.Hash,
            plan.Approved == true,
            plan.DecidedBy ?? "",
            plan.Reason,
            [.. (plan.Excluded ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Symbol.Parse)]
        );
}
