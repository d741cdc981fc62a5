using System.Threading.Channels;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Fund.Engine;

namespace QuantFund.Infrastructure.Loops;

/// <summary>
/// Calls the engine's steps while this process leads: marks on the exchange's heartbeat, tracking on heartbeat and broker
/// events, sources each whenever it is due, the books of fund and broker each 30 s of market time. With PostgreSQL a process that does not lead stands by; with SQLite there
/// can be no second engine, and it refuses to start.
/// </summary>
internal sealed class EngineLoop(
    FundEngine engine,
    IMarketSteps steps,
    IBroker broker,
    ILeaderLease lease,
    MarketTime market,
    TimeProvider wall,
    IConfiguration configuration,
    ILogger<EngineLoop> logger
) : BackgroundService
{
    private static readonly TimeSpan CompareEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AskForLeadEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromSeconds(1);

    /// <summary>What a stop waits for the broker to confirm its cancels, and how often it looks; wall time.</summary>
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    private bool leads;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        leads = await engine.StartAsync(cancellationToken);
        if (!leads && string.IsNullOrEmpty(configuration.GetConnectionString("Fund")))
            throw new StartupException(
                $"Another engine ({await lease.HolderAsync(cancellationToken) ?? "whose it is can't be told"}) runs on this "
                    + "data directory (Data:Directory), and there can be only one. Stop it first, or set "
                    + "ConnectionStrings:Fund to a PostgreSQL database, where a second one stands by."
            );
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var asking = new StepLog("Asking for the lead", logger);
        while (!stoppingToken.IsCancellationRequested)
        {
            if (leads)
                await LeadAsync(stoppingToken);
            await Pause(AskForLeadEvery, stoppingToken);
            if (stoppingToken.IsCancellationRequested)
                return;
            await asking.RunAsync(async stop => leads = await engine.StartAsync(stop), stoppingToken);
        }
    }

    private async Task LeadAsync(CancellationToken stopping)
    {
        using var leading = CancellationTokenSource.CreateLinkedTokenSource(stopping, engine.LeadLost);
        var wake = Channel.CreateBounded<bool>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }
        );
        logger.LogInformation("This process leads the fund");
        await Task.WhenAll(
            MarkAsync(wake.Writer, leading.Token),
            ListenAsync(wake.Writer, leading.Token),
            TrackAsync(wake.Reader, leading.Token),
            DriveSourcesAsync(leading.Token),
            CompareAsync(leading.Token)
        );
        leads = false;
        // The cycle that runs is stopped too; its row is written before the lead is given up.
        await engine.StandDownAsync(
            stopping.IsCancellationRequested ? "The fund is being stopped." : "The lead was lost."
        );
        if (stopping.IsCancellationRequested)
            await new StepLog("Cancelling what is open", logger).RunAsync(_ => ClearAsync(), CancellationToken.None);
        await new StepLog("Giving up the lead", logger).RunAsync(
            async _ => await engine.DisposeAsync(),
            CancellationToken.None
        );
        if (!stopping.IsCancellationRequested)
            logger.LogWarning("The lead was lost; the fund stands by");
    }

    /// <summary>A stop leaves no order open that it could have cancelled, and says what it left.</summary>
    private async Task ClearAsync()
    {
        using var grace = new CancellationTokenSource(StopGrace, wall);
        IReadOnlyList<StoredOrder> open = [];
        var found = false;
        try
        {
            while (true)
            {
                (var before, open) = await engine.ClearAsync(grace.Token);
                found |= before.Count > 0;
                if (open.Count == 0)
                    break;
                await Task.Delay(LookAgain, wall, grace.Token);
            }
            if (found)
                logger.LogInformation("Stopped with no order open: what was open is cancelled");
            else
                logger.LogInformation("Stopped with no order open");
        }
        catch (OperationCanceledException) when (grace.IsCancellationRequested)
        {
            logger.LogWarning(
                "Stopped with {Count} orders open at the broker, which did not confirm their cancel in time: {Orders}",
                open.Count,
                string.Join(", ", open.Select(o => $"{o.Id} ({o.Intent.Symbol}, {o.Status})"))
            );
        }
    }

    private async Task MarkAsync(ChannelWriter<bool> wake, CancellationToken stop)
    {
        var reading = new StepLog("Reading the exchange's heartbeat", logger);
        var marking = new StepLog("Marking the fund", logger);
        var closing = new StepLog("The day's closing work", logger);
        while (!stop.IsCancellationRequested)
        {
            await reading.RunAsync(
                async token =>
                {
                    await foreach (var _ in steps.StepsAsync(token))
                    {
                        await marking.RunAsync(engine.MarkAsync, token);
                        wake.TryWrite(true);
                        await closing.RunAsync(engine.CloseDayAsync, token);
                    }
                },
                stop
            );
            await Pause(ReconnectAfter, stop);
        }
    }

    private async Task ListenAsync(ChannelWriter<bool> wake, CancellationToken stop)
    {
        var listening = new StepLog("Listening to the broker", logger);
        while (!stop.IsCancellationRequested)
        {
            await listening.RunAsync(
                async token =>
                {
                    await foreach (var _ in broker.EventsAsync(token))
                    {
                        engine.Hint();
                        wake.TryWrite(true);
                    }
                },
                stop
            );
            await Pause(ReconnectAfter, stop);
        }
    }

    private async Task TrackAsync(ChannelReader<bool> wake, CancellationToken stop)
    {
        var tracking = new StepLog("Tracking orders", logger);
        while (!stop.IsCancellationRequested)
        {
            await tracking.RunAsync(engine.TrackAsync, stop);
            await Quietly(wake.ReadAsync(stop).AsTask());
        }
    }

    private async Task DriveSourcesAsync(CancellationToken stop)
    {
        var driving = new StepLog("Asking the sources", logger);
        while (!stop.IsCancellationRequested)
        {
            await driving.RunAsync(engine.DriveSourcesAsync, stop);
            await Pause(ReconnectAfter, stop);
        }
    }

    private async Task CompareAsync(CancellationToken stop)
    {
        var comparing = new StepLog("Comparing the books", logger);
        using var timer = new PeriodicTimer(CompareEvery, market.Provider);
        while (!stop.IsCancellationRequested)
        {
            await comparing.RunAsync(engine.CompareAsync, stop);
            await Quietly(timer.WaitForNextTickAsync(stop).AsTask());
        }
    }

    private Task Pause(TimeSpan time, CancellationToken stop) => Quietly(Task.Delay(time, wall, stop));

    /// <summary>A wait that the loop's own condition ends needs no exception.</summary>
    private static async Task Quietly(Task wait) => await wait.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
