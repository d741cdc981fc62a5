using Hangfire;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Pipeline.Slots;

namespace QuantFund.Infrastructure.Jobs;

/// <summary>Asked each minute of New York's trading day while market time is real: runs the slot of this minute, if it is one.</summary>
[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Fail)]
public sealed class DueSlotJob(SlotJob slots, SlotSchedule schedule, MarketTime market, MarketName name)
{
    public const string Name = "slots";
    public const string EveryTradingMinute = "* 9-15 * * MON-FRI";

    [JobDisplayName("Slot of this minute")]
    public async Task<string> RunAsync(CancellationToken cancellation)
    {
        var minute = new DateTimeOffset(market.Now.Ticks - (market.Now.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        return schedule.IsSlot(minute) ? await slots.RunAsync(minute, name.Value, cancellation) : "None";
    }
}
