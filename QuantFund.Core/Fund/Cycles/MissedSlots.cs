using System.Collections.Concurrent;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Execution;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.State;
using QuantFund.Core.Pipeline.Slots;

namespace QuantFund.Core.Fund.Cycles;

/// <summary>
/// Slots that came and went without a row of their own: the host was stopped or asleep, its store or its queue was away.
/// Each gets a row that says skipped and why, once that can be written; more than one in a row raise an alarm.
/// </summary>
public sealed class MissedSlots(
    CycleRows rows,
    ICycleStore cycles,
    ITradingStateStore states,
    IJournal journal,
    SlotSchedule schedule,
    MarketTime market
)
{
    /// <summary>Rows are written this far back; what a fund missed before that, nobody asks of single slots.</summary>
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(60);

    private const string Nobody =
        "Missed: no process of the fund ran it when it came (stopped, asleep, or not leading).";

    private readonly AsyncGate gate = new();
    private readonly ConcurrentDictionary<DateTimeOffset, string> reasons = [];

    /// <summary>Every slot up to this one has its row.</summary>
    private DateTimeOffset? settled;

    /// <summary>Missed one after the other, up to the newest slot whose time is over.</summary>
    private readonly List<DateTimeOffset> run = [];

    /// <summary>Why a slot will have been missed, said where it is known. The first reason stays.</summary>
    public void Note(DateTimeOffset slot, string reason) => reasons.TryAdd(slot, reason);

    /// <summary>Writes the rows of slots whose time is over, oldest first. For the engine that leads.</summary>
    public async Task WriteAsync(CancellationToken cancellation)
    {
        using var alone = await gate.EnterAsync();
        var now = market.Now;
        // A fund that has never had a slot has missed none.
        var from = settled ?? await cycles.LastSlotAsync(cancellation) ?? now;
        if (now - from > Furthest)
            from = now - Furthest;
        settled = from;
        var missed = 0;
        for (var slot = schedule.NextAfter(from); schedule.NextAfter(slot) <= now; slot = schedule.NextAfter(slot))
        {
            if (await SkipAsync(slot, cancellation))
            {
                run.Add(slot);
                missed++;
            }
            else
                run.Clear();
            settled = slot;
            reasons.TryRemove(slot, out _);
        }
        if (missed > 0 && run.Count > 1)
            await journal.AppendAsync(new FundFact.SlotsMissed(run.Count, run[0], run[^1]), cancellation);
    }

    private async Task<bool> SkipAsync(DateTimeOffset slot, CancellationToken cancellation)
    {
        var state = await states.ReadAsync(cancellation);
        var cycle = rows.New(CycleIds.OfSlot(slot), slot, state.State) with { StartedAt = slot };
        return await rows.SkipAsync(cycle, reasons.GetValueOrDefault(slot, Nobody), cancellation);
    }
}
