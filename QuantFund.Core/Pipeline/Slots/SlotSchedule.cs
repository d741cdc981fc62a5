using QuantFund.Core.Domain.Calendar;

namespace QuantFund.Core.Pipeline.Slots;

/// <summary>
/// The times at which cycles run: every step after the open and strictly before the close, and a closing slot ten
/// minutes before the close, at which intraday positions are given back (STRATEGIES C: flat five minutes later). The
/// open itself is none: no bar is complete then.
/// </summary>
/// <param name="calendar">The sessions.</param>
/// <param name="step">Market time between slots.</param>
/// <param name="end">Where market time stands still for ever, as at the end of a replay; null = nowhere.</param>
public sealed class SlotSchedule(IMarketCalendar calendar, TimeSpan step, DateTimeOffset? end = null)
{
    /// <summary>A session's slots, oldest first.</summary>
    public IReadOnlyList<DateTimeOffset> SlotsOf(Session session)
    {
        var slots = new SortedSet<DateTimeOffset> { session.ClosingTime };
        for (var slot = session.Open + step; slot < session.Close; slot += step)
            slots.Add(slot);
        return [.. slots];
    }

    /// <summary>The first slot after a moment, in this session or the next one.</summary>
    public DateTimeOffset NextAfter(DateTimeOffset time)
    {
        var session = calendar.SessionAt(time) ?? calendar.NextAfter(time);
        foreach (var slot in SlotsOf(session))
        {
            if (slot > time)
                return slot;
        }
        return SlotsOf(calendar.NextAfter(time))[0];
    }

    /// <summary>The slot that comes next; null when market time ends before it.</summary>
    public DateTimeOffset? ComingAfter(DateTimeOffset time) =>
        NextAfter(time) is var next && (end is null || next < end) ? next : null;

    public bool IsSlot(DateTimeOffset time) =>
        calendar.SessionAt(time) is { } session && SlotsOf(session).Contains(time);
}
