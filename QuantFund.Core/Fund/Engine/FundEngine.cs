using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Execution;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.State;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Ingestion.Sources;

namespace QuantFund.Core.Fund.Engine;

/// <summary>
/// The running fund as single steps. Loops call them in a host, a test calls them one by one with its own clocks: no step
/// waits for time. Steps may be called from several threads; each part guards what is its own.
/// </summary>
public sealed class FundEngine(
    FundStart start,
    FundMonitor monitor,
    FundMarks marks,
    RiskActs acts,
    OrderDesk desk,
    IOrderStore orders,
    CycleRunner runner,
    Readiness readiness,
    IIngestion ingestion,
    IMarketCalendar calendar,
    IMarketPace pace,
    ITradingStateStore states,
    FundEventBus bus,
    MarketTime market
) : IAsyncDisposable
{
    // Several answers come within a second; who watches needs one of them, and every change of health.
    private static readonly TimeSpan SourcesEvery = TimeSpan.FromSeconds(10);

    private readonly AsyncGate gate = new();
    private readonly Lock telling = new();
    private DateTimeOffset told = DateTimeOffset.MinValue;
    private string? toldHealth;
    private DateOnly? closed;

    public bool Reconciled => readiness.Reconciled;

    /// <summary>Why the fund is not reconciled yet; null once it is.</summary>
    public string? Pending => start.Pending;

    /// <summary>Cancelled when another engine may have taken the lead: this one must stop at once.</summary>
    public CancellationToken LeadLost => start.LeadLost;

    /// <summary>Takes the lead; false while another engine has it. The first <see cref="TrackAsync"/> begins to reconcile.</summary>
    public async Task<bool> StartAsync(CancellationToken cancellation)
    {
        using var alone = await gate.EnterAsync();
        return await start.TakeLeadAsync(cancellation);
    }

    /// <summary>Asks the sources, each whenever it is due, until cancelled.</summary>
    public Task DriveSourcesAsync(CancellationToken cancellation) => ingestion.DriveAsync(Heard, cancellation);

    private void Heard(IReadOnlyList<SourceStatus> sources)
    {
        var now = market.Now;
        lock (telling)
        {
            var health = string.Join(',', sources.Select(s => s.Health));
            if (now - told < SourcesEvery && string.Equals(health, toldHealth, StringComparison.Ordinal))
                return;
            (told, toldHealth) = (now, health);
        }
        bus.Tick(new FundFact.SourcesChanged(sources), now);
    }

    /// <summary>Each 30 s of market time: the books of fund and broker side by side.</summary>
    public async Task CompareAsync(CancellationToken cancellation)
    {
        using var alone = await gate.EnterAsync();
        await start.CompareAsync(cancellation);
        if (readiness.Reconciled)
            await runner.CatchUpAsync(cancellation);
    }

    /// <summary>The broker's stream said something: the next <see cref="TrackAsync"/> asks the broker.</summary>
    public void Hint() => desk.Hint();

    /// <summary>Orders: follow the broker, move what is being worked on, and what the risk acts ask for.</summary>
    public async Task TrackAsync(CancellationToken cancellation)
    {
        using var alone = await gate.EnterAsync();
        if (!readiness.Reconciled && !await start.ReconcileAsync(cancellation))
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
        var now = market.Now;
        if (calendar.SessionAt(now) is not null)
            return false;
        var session = calendar.LastClosedBy(now);
        if (closed == session.Date)
            return true;
        if (!readiness.Reconciled || runner.IsRunning)
            return false;

        using var alone = await gate.EnterAsync();
        await desk.SweepAsync(cancellation);
        if ((await orders.OpenAsync(cancellation)).Count > 0)
            return false;
        if (await marks.CloseDayAsync(session, cancellation) is { } point && marks.Latest is { } fund)
            monitor.Tell(fund, point);
        await states.LiftExpiredAsync(now, cancellation);
        closed = session.Date;
        pace.CloseDay(session.Date);
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

    /// <summary>One step of a clean stop: what is open is cancelled. Gives what is still open at the broker.</summary>
    public async Task<IReadOnlyList<StoredOrder>> ClearAsync(CancellationToken cancellation)
    {
        using var alone = await gate.EnterAsync();
        if ((await orders.OpenAsync(cancellation)).Count == 0)
            return [];
        await desk.CancelAllAsync("The fund is being stopped.", cancellation);
        return (await desk.SweepAsync(cancellation)).Open;
    }

    public async ValueTask DisposeAsync()
    {
        await StandDownAsync("The lead was given up.");
        await start.DisposeAsync();
    }
}
