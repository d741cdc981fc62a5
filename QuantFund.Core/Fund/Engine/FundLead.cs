using QuantFund.Core.Execution;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Events;

namespace QuantFund.Core.Fund.Engine;

/// <summary>The lead of the fund: taken by one process at a time, and with it the right to run cycles and to send.</summary>
public sealed class FundLead(
    ILeaderLease lease,
    IJournal journal,
    FundEventBus bus,
    CycleRunner runner,
    OrderDesk desk,
    Readiness readiness
) : IAsyncDisposable
{
    private IHeldLease? held;

    /// <summary>Cancelled when another engine may have taken the lead.</summary>
    public CancellationToken Lost => held?.Lost ?? CancellationToken.None;

    /// <summary>A cycle runs now.</summary>
    public bool RunsCycle => runner.IsRunning;

    /// <summary>Rows that could not be written when they should have been.</summary>
    public Task CatchUpAsync(CancellationToken cancellation) => runner.CatchUpAsync(cancellation);

    /// <summary>False while another engine leads.</summary>
    public async Task<bool> TakeAsync(CancellationToken cancellation)
    {
        held ??= await lease.TryTakeAsync(cancellation);
        if (held is null)
            return false;
        bus.StartAt(await journal.LastSequenceAsync(cancellation));
        runner.Lead(true);
        return true;
    }

    /// <summary>
    /// The end of the lead, wanted or not: no cycle runs and nothing is sent from here on. Needs neither store nor broker.
    /// </summary>
    public async Task StandDownAsync(string reason)
    {
        runner.Lead(false);
        desk.GiveUp(reason);
        await runner.EndedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StandDownAsync("The lead was given up.");
        readiness.Doubt();
        if (held is { } lead)
            await lead.DisposeAsync();
        held = null;
    }
}
