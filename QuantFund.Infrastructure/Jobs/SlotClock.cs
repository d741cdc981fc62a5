using Hangfire;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Pipeline.Slots;
using QuantFund.Infrastructure.Loops;

namespace QuantFund.Infrastructure.Jobs;

/// <summary>
/// Names the slots, while this process leads. While market time is real, Hangfire's own cron in New York does it; while it
/// is simulated, this clock enqueues the same job as market time reaches each slot. It only ever looks forward, so a slot
/// that passed while the process was down is not run late. A queue that can't be written is no end of the process.
/// </summary>
public sealed class SlotClock(
    MarketTime market,
    MarketName name,
    SlotSchedule schedule,
    ISlotRunner runner,
    IBackgroundJobClient jobs,
    IRecurringJobManager recurring,
    TimeProvider wall,
    ILogger<SlotClock> logger
) : BackgroundService
{
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(1);

    private DateTimeOffset? started;

    /// <summary>A slot that comes while the host is still starting is not missed.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        started = market.Now;
        return base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => RunAsync(stoppingToken);

    /// <summary>Until cancelled. A test drives it by its clock alone: no thread but the timer's is used.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await ArrangeAsync(cancellation);
        if (market.Provider != TimeProvider.System)
            await EnqueueAsync(cancellation);
    }

    /// <summary>The cron of a real market, and none of a simulated one: another run of this store may have left it.</summary>
    private async Task ArrangeAsync(CancellationToken cancellation)
    {
        var arranging = new StepLog("Arranging the slots", logger);
        var done = false;
        while (!cancellation.IsCancellationRequested)
        {
            await arranging.RunAsync(
                _ =>
                {
                    if (market.Provider == TimeProvider.System)
                        recurring.AddOrUpdate<DueSlotJob>(
                            DueSlotJob.Name,
                            job => job.RunAsync(CancellationToken.None),
                            DueSlotJob.EveryTradingMinute,
                            new RecurringJobOptions
                            {
                                TimeZone = NewYork.Zone,
                                MisfireHandling = MisfireHandlingMode.Ignorable,
                            }
                        );
                    else
                        recurring.RemoveIfExists(DueSlotJob.Name);
                    done = true;
                    return Task.CompletedTask;
                },
                cancellation
            );
            if (done)
                return;
            await Task.Delay(TryAgain, wall, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task EnqueueAsync(CancellationToken cancellation)
    {
        var last = started ?? market.Now;
        var enqueuing = new StepLog("Enqueuing slots", logger);
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
            last = slot;
            // A process that stands by has a market time of its own, and no say in the fund's.
            if (runner.Leads)
                await enqueuing.RunAsync(_ => PutAsync(slot), cancellation);
        }
    }

    private Task PutAsync(DateTimeOffset slot)
    {
        try
        {
            jobs.Enqueue<SlotJob>(job => job.RunAsync(slot, name.Value, CancellationToken.None));
            return Task.CompletedTask;
        }
        catch (Exception e)
        {
            runner.Missed(slot, $"Missed: the queue of jobs could not be written: {e.Message}");
            throw;
        }
    }
}
