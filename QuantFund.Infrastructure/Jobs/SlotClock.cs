using Hangfire;
using Microsoft.Extensions.Hosting;
using QuantFund.Core.Domain;
using QuantFund.Core.Live;
using QuantFund.Core.Pipeline;

namespace QuantFund.Infrastructure.Jobs;

/// <summary>
/// Names the slots. While market time is real, Hangfire's own cron in New York does it; while it is simulated, this clock
/// enqueues the same job as market time reaches each slot. It only ever looks forward, so a slot that passed while the
/// process was down is not run late.
/// </summary>
public sealed class SlotClock(
    MarketTime market,
    SlotSchedule schedule,
    IBackgroundJobClient jobs,
    IRecurringJobManager recurring
) : BackgroundService
{
    private DateTimeOffset? started;

    /// <summary>A slot that comes while the host is still starting is not missed.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        started = market.Now;
        return base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => RunAsync(stoppingToken);

    /// <summary>Until cancelled. A test drives it by its clock alone: no thread but the timer's is used.</summary>
    public Task RunAsync(CancellationToken cancellation)
    {
        if (market.Provider == TimeProvider.System)
        {
            recurring.AddOrUpdate<DueSlotJob>(
                DueSlotJob.Name,
                job => job.RunAsync(CancellationToken.None),
                DueSlotJob.EveryTradingMinute,
                new RecurringJobOptions { TimeZone = NewYork.Zone, MisfireHandling = MisfireHandlingMode.Ignorable }
            );
            return Task.CompletedTask;
        }
        // Another run of this store, against a real market, may have left it.
        recurring.RemoveIfExists(DueSlotJob.Name);
        return EnqueueAsync(cancellation);
    }

    private async Task EnqueueAsync(CancellationToken cancellation)
    {
        var last = started ?? market.Now;
        while (!cancellation.IsCancellationRequested)
        {
            var slot = schedule.NextAfter(last);
            if (slot - market.Now is { Ticks: > 0 } wait)
                await Task.Delay(wait, market.Provider, cancellation)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellation.IsCancellationRequested)
                return;
            // A timer may come a moment early by the market's clock; the slot has not begun then.
            if (market.Now < slot)
                continue;
            jobs.Enqueue<SlotJob>(job => job.RunAsync(slot, CancellationToken.None));
            last = slot;
        }
    }
}
