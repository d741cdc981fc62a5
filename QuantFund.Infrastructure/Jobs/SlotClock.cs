using Hangfire;
using Microsoft.Extensions.Hosting;
using QuantFund.Core.Domain;
using QuantFund.Core.Live;

namespace QuantFund.Infrastructure.Jobs;

/// <summary>
/// Names the slots as market time reaches them and enqueues the job of each. It only ever looks forward, so a slot that
/// passed while the process was down is not run late.
/// </summary>
public sealed class SlotClock(MarketTime market, SlotSchedule schedule, IBackgroundJobClient jobs) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => RunAsync(stoppingToken);

    /// <summary>Until cancelled. A test drives it by its clock alone: no thread but the timer's is used.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var last = market.Now;
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
