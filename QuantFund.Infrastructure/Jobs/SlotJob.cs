using Hangfire;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Pipeline.Slots;

namespace QuantFund.Infrastructure.Jobs;

/// <summary>
/// Runs one slot of this process's market, never before its time and never late: once the next slot has come, this one is
/// over. Nor again: a slot that failed is over, and the next one decides on newer data. A server that does not lead
/// leaves the slot to be taken by the one that does.
/// </summary>
[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Fail)]
public sealed class SlotJob(
    ISlotRunner runner,
    SlotSchedule schedule,
    MarketTime time,
    MarketName market,
    IBackgroundJobClient jobs
)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    [JobDisplayName("Cycle of slot {0:u}")]
    public async Task<string> RunAsync(DateTimeOffset slot, string ofMarket, CancellationToken cancellation)
    {
        if (!string.Equals(ofMarket, market.Value, StringComparison.Ordinal))
            return "OfAnotherMarket";
        if (time.Now >= schedule.NextAfter(slot))
        {
            runner.Missed(slot, "Missed: its turn in the queue came only after the next slot had come.");
            return "Missed";
        }
        var outcome = await runner.RunAsync(slot, cancellation);
        if (outcome is SlotOutcome.NotLeading or SlotOutcome.Early)
            jobs.Schedule<SlotJob>(job => job.RunAsync(slot, ofMarket, CancellationToken.None), LookAgain);
        return outcome.ToString();
    }
}
