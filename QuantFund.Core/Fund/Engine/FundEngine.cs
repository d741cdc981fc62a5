using QuantFund.Core.Execution;
using QuantFund.Core.Execution.Orders;

namespace QuantFund.Core.Fund.Engine;

/// <summary>
/// The running fund as single steps. Loops call them in a host, a test calls them one by one with its own clocks: no step
/// waits for time. Steps may be called from several threads; each part guards what is its own.
/// </summary>
public sealed class FundEngine(
    FundLead lead,
    FundStart start,
    FundMonitor monitor,
    RiskActs acts,
    OrderDesk desk,
    IOrderStore orders,
    SourceNews sources,
    DayEnd day
) : IAsyncDisposable
{
    private readonly AsyncGate gate = new();

    public bool Reconciled => start.Reconciled;

    /// <summary>Why the fund is not reconciled yet; null once it is.</summary>
    public string? Pending => start.Pending;

    /// <summary>Cancelled when another engine may have taken the lead: this one must stop at once.</summary>
    public CancellationToken LeadLost => lead.Lost;

    /// <summary>Takes the lead; false while another engine has it. The first <see cref="TrackAsync"/> begins to reconcile.</summary>
    public async Task<bool> StartAsync(CancellationToken cancellation)
    {
        using var alone = await gate.EnterAsync();
        return await lead.TakeAsync(cancellation);
    }

    /// <summary>Asks the sources, each whenever it is due, until cancelled.</summary>
    public Task DriveSourcesAsync(CancellationToken cancellation) => sources.DriveAsync(cancellation);

    /// <summary>Each 30 s of market time: the books of fund and broker side by side.</summary>
    public async Task CompareAsync(CancellationToken cancellation)
    {
        using var alone = await gate.EnterAsync();
        await start.CompareAsync(cancellation);
        if (start.Reconciled)
            await lead.CatchUpAsync(cancellation);
    }

    /// <summary>The broker's stream said something: the next <see cref="TrackAsync"/> asks the broker.</summary>
    public void Hint() => desk.Hint();

    /// <summary>Orders: follow the broker, move what is being worked on, and what the risk acts ask for.</summary>
    public async Task TrackAsync(CancellationToken cancellation)
    {
        using var alone = await gate.EnterAsync();
        if (!start.Reconciled && !await start.ReconcileAsync(cancellation))
            return;
        if (await desk.TrackAsync(cancellation) is { Differences: { Count: > 0 } found })
            await start.AlarmAsync(found, cancellation);
        await acts.WorkAsync(cancellation);
    }

    /// <summary>The market moved: marks, limits, and the day's end when the session is over.</summary>
    public async Task MarkAsync(CancellationToken cancellation)
    {
        using var alone = await gate.EnterAsync();
        await monitor.MarkAsync(cancellation);
    }

    /// <summary>
    /// The closing work of the last session, once it is over and nothing runs or is open any more. True when it is done,
    /// now or before; until then simulated time does not skip the night.
    /// </summary>
    public async Task<bool> CloseDayAsync(CancellationToken cancellation)
    {
        if (day.Over is not { } session)
            return false;
        if (day.IsDone(session))
            return true;
        if (!start.Reconciled || lead.RunsCycle)
            return false;
        using var alone = await gate.EnterAsync();
        return await day.CloseAsync(session, cancellation);
    }

    /// <summary>
    /// The end of the lead, wanted or not: no cycle runs and nothing is sent from here on. Needs neither store nor broker.
    /// </summary>
    public Task StandDownAsync(string reason) => lead.StandDownAsync(reason);

    /// <summary>One step of a clean stop: the broker is asked to cancel what is open.</summary>
    /// <returns>What was open before the step and what still is.</returns>
    public async Task<(IReadOnlyList<StoredOrder> Before, IReadOnlyList<StoredOrder> After)> ClearAsync(
        CancellationToken cancellation
    )
    {
        using var alone = await gate.EnterAsync();
        var before = await orders.OpenAsync(cancellation);
        if (before.Count == 0)
            return ([], []);
        await desk.CancelAllAsync("The fund is being stopped.", cancellation);
        return (before, (await desk.SweepAsync(cancellation)).Open);
    }

    public ValueTask DisposeAsync() => lead.DisposeAsync();
}
