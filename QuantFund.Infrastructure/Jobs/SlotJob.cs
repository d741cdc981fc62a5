using Hangfire;
using QuantFund.Core.Domain;
using QuantFund.Core.Live;
using QuantFund.Core.Pipeline;

namespace QuantFund.Infrastructure.Jobs;

/// <summary>
/// Runs one slot, and never late: once the next slot has come, this one is over. Nor again: a slot that failed is over,
/// and the next one decides on newer data. A server that does not lead leaves the slot to be taken by the one that does.
/// </summary>
[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Fail)]
public sealed class SlotJob(ISlotRunner runner, SlotSchedule schedule, MarketTime market, IBackgroundJobClient jobs)
{
    private static readonly TimeSpan UntilTheLeaderLooks = TimeSpan.FromSeconds(1);

    [JobDisplayName("Cycle of slot {0:u}")]
    public async Task<string> RunAsync(DateTimeOffset slot, CancellationToken cancellation)
    {
        if (market.Now >= schedule.NextAfter(slot))
            return "Missed";
        var outcome = await runner.RunAsync(slot, cancellation);
        if (outcome == SlotOutcome.NotLeading)
            jobs.Schedule<SlotJob>(job => job.RunAsync(slot, CancellationToken.None), UntilTheLeaderLooks);
        return outcome.ToString();
    }
}
