using QuantFund.Core.Costs;
using QuantFund.Core.Fund.Views;

namespace QuantFund.Core.Fund.Cycles;

/// <summary>The one cycle that this process runs now, as its row says. Written by its runner and its approval gate alone.</summary>
public sealed class RunningCycle(ICycleStore cycles)
{
    private readonly Lock sync = new();
    private CycleView? current;

    public CycleView? Current
    {
        get
        {
            lock (sync)
                return current;
        }
    }

    /// <summary>False while another cycle runs.</summary>
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

    public void End()
    {
        lock (sync)
            current = null;
    }

    /// <summary>Step 1 of the order path: the plan is stored before anything is done with it.</summary>
    public async Task PlannedAsync(TradePlan plan, CancellationToken cancellation)
    {
        var cycle = Change(c => c with { PlanHash = plan.Hash, Trades = plan.Trades.Count });
        await cycles.StorePlanAsync(cycle, plan, cancellation);
    }

    /// <summary>The row as another store has just written it.</summary>
    public void Waits() => Change(c => c with { Status = CycleStatus.AwaitingApproval });

    public async Task ExecutesAsync(CancellationToken cancellation) =>
        await cycles.UpdateAsync(Change(c => c with { Status = CycleStatus.Executing }), cancellation);

    private CycleView Change(Func<CycleView, CycleView> change)
    {
        lock (sync)
            return current = change(
                current ?? throw new InvalidOperationException("No cycle runs whose row could change.")
            );
    }
}
