using Hangfire;
using QuantFund.Core.Live;

namespace QuantFund.Infrastructure.Jobs;

/// <summary>Runs one slot. Never again: a slot that failed is over, and the next one decides on newer data.</summary>
[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Fail)]
public sealed class SlotJob(ISlotRunner runner)
{
    [JobDisplayName("Cycle of slot {0:u}")]
    public Task<SlotOutcome> RunAsync(DateTimeOffset slot, CancellationToken cancellation) =>
        runner.RunAsync(slot, cancellation);
}
