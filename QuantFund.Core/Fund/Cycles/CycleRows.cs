using System.Collections.Immutable;
using QuantFund.Core.Costs;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Fund.Views;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Pipeline.Records;

namespace QuantFund.Core.Fund.Cycles;

/// <summary>
/// The one writer of cycle rows, from claim to end, and the one cycle that this process runs now. The end of a cycle that
/// could not be written, because the store itself ended it, is kept and written once it can be.
/// </summary>
public sealed class CycleRows(ICycleStore cycles, IApprovals approvals, MarketTime market)
{
    /// <summary>Cycles looked at for the newest one that ended in a decision.</summary>
    private const int Recent = 50;

    private readonly Lock sync = new();
    private CycleView? current;
    private CycleView? unwritten;

    /// <summary>The row of the cycle that runs now; null while none does.</summary>
    public CycleView? Current
    {
        get
        {
            lock (sync)
                return current;
        }
    }

    /// <summary>The newest cycle that completed; null before the first.</summary>
    public CycleView? Last { get; private set; }

    /// <summary>What the last decision scaled its risk by for the VIX; 1 before the first.</summary>
    public double VixScale { get; private set; } = 1;

    /// <summary>A cycle that begins now. <paramref name="slot"/>: null for one that a person asked for.</summary>
    public CycleView New(CycleId id, DateTimeOffset? slot, TradingState state) =>
        new(
            id,
            slot,
            CycleStatus.Running,
            market.Now,
            null,
            null,
            null,
            state,
            null,
            0,
            ImmutableDictionary<string, double>.Empty,
            null
        );

    /// <summary>Takes the place of the cycle that runs; false while another does.</summary>
    public bool TryBegin(CycleView cycle)
    {
        lock (sync)
        {
            if (current is not null)
                return false;
            current = cycle;
            return true;
        }
    }

    /// <summary>No cycle runs any more.</summary>
    public void End()
    {
        lock (sync)
            current = null;
    }

    /// <summary>Writes the row of a cycle that begins; false when its slot was taken before.</summary>
    public Task<bool> ClaimAsync(CycleView cycle, CancellationToken cancellation) =>
        cycles.ClaimAsync(cycle, cancellation);

    /// <summary>Writes the row of a slot in which no cycle runs, and why; false when the slot was taken before.</summary>
    public Task<bool> SkipAsync(CycleView cycle, string reason, CancellationToken cancellation) =>
        cycles.ClaimAsync(
            cycle with
            {
                Status = CycleStatus.Skipped,
                FinishedAt = market.Now,
                Reason = reason,
            },
            cancellation
        );

    /// <summary>The record of the decision, before anything of it is sent.</summary>
    public Task DecidedAsync(CycleRecord record, CancellationToken cancellation) =>
        cycles.DecideAsync(record, cancellation);

    /// <summary>Step 1 of the order path: the plan is stored before anything is done with it.</summary>
    public Task PlannedAsync(TradePlan plan, CancellationToken cancellation) =>
        cycles.StorePlanAsync(
            Change(c => c with { PlanHash = plan.Hash, Trades = plan.Trades.Count }),
            plan,
            cancellation
        );

    /// <summary>The plan waits for a person until it expires.</summary>
    public async Task WaitsAsync(PlanView plan, CancellationToken cancellation)
    {
        await approvals.RequestAsync(plan, cancellation);
        Change(c => c with { Status = CycleStatus.AwaitingApproval });
    }

    /// <summary>The plan is being sent.</summary>
    public Task ExecutesAsync(CancellationToken cancellation) =>
        cycles.UpdateAsync(Change(c => c with { Status = CycleStatus.Executing }), cancellation);

    /// <summary>The end of a cycle that came to one of its own, with its record and the memory for the next.</summary>
    public async Task FinishAsync(
        CycleOutcome outcome,
        IReadOnlyDictionary<string, double> timings,
        CancellationToken cancellation
    )
    {
        var ended = CycleEnd.Of(Running(), outcome, market.Now) with { Timings = timings };
        await cycles.FinishAsync(ended, outcome, cancellation);
        Last = ended;
        VixScale = outcome.Record.Risk.VixScale;
    }

    /// <summary>
    /// The end of a cycle that something stopped. Stored even when the fund is being stopped: the row would otherwise say
    /// running until the next start.
    /// </summary>
    public async Task FailAsync(string reason, IReadOnlyDictionary<string, double> timings)
    {
        var ended = Running() with
        {
            Status = CycleStatus.Failed,
            FinishedAt = market.Now,
            Timings = timings,
            Reason = reason,
        };
        Volatile.Write(ref unwritten, ended);
        await cycles.UpdateAsync(ended, CancellationToken.None);
        Interlocked.CompareExchange(ref unwritten, null, ended);
    }

    /// <summary>Writes the end of a cycle that could not be written then.</summary>
    public async Task CatchUpAsync(CancellationToken cancellation)
    {
        if (Volatile.Read(ref unwritten) is not { } ended)
            return;
        await cycles.UpdateAsync(ended, cancellation);
        Interlocked.CompareExchange(ref unwritten, null, ended);
    }

    /// <summary>Cycles that a stopped process left: their rows end here, since nobody can go on with them.</summary>
    public async Task SettleAsync(CancellationToken cancellation)
    {
        var newest = await cycles.PageAsync(Recent, null, cancellation);
        Last ??= newest.Items.FirstOrDefault(c => c.Status == CycleStatus.Completed);
        foreach (var left in await cycles.UnfinishedAsync(cancellation))
        {
            var waited = left.Status == CycleStatus.AwaitingApproval;
            await cycles.UpdateAsync(
                left with
                {
                    Status = waited ? CycleStatus.Expired : CycleStatus.Failed,
                    FinishedAt = market.Now,
                    Reason = waited
                        ? "The process stopped while the plan waited for approval."
                        : "The process stopped before the cycle's end; its orders were reconciled.",
                },
                cancellation
            );
        }
    }

    private CycleView Running() =>
        Current ?? throw new InvalidOperationException("No cycle runs whose row could change.");

    private CycleView Change(Func<CycleView, CycleView> change)
    {
        lock (sync)
            return current = change(
                current ?? throw new InvalidOperationException("No cycle runs whose row could change.")
            );
    }
}
