using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Pipeline.Slots;

namespace QuantFund.Core.Backtesting.Market;

/// <summary>
/// When a backtest decides: after every session's close but the last one's, and, in a session that is played from 15-minute
/// bars, at each of the fund's slots at which another bar is complete, and at its closing slot. The first session is over
/// when the backtest begins.
/// </summary>
internal static class Timetable
{
    // The VIX closes a quarter of an hour after the market.
    public static readonly TimeOnly AfterClose = new(16, 15);

    /// <param name="daily">The sessions that the indexes mean.</param>
    /// <param name="sessions">Consecutive indexes: what is played.</param>
    /// <param name="series">Which sessions have 15-minute bars.</param>
    /// <param name="calendar">Opens and closes.</param>
    /// <param name="step">Market time between slots.</param>
    public static IReadOnlyList<DecisionMoment> Of(
        DailyPanel daily,
        IReadOnlyList<int> sessions,
        PlayedSeries series,
        IMarketCalendar calendar,
        TimeSpan step
    )
    {
        var schedule = new SlotSchedule(calendar, step);
        var moments = new List<DecisionMoment>();
        foreach (var session in sessions)
        {
            var date = daily.Sessions[session];
            if (session != sessions[0] && series.Plays(session))
                moments.AddRange(
                    Slots(schedule, calendar.SessionOn(date)!)
                        .Select(slot => new DecisionMoment(CycleIds.OfSlot(slot), slot, session, AfterClose: false))
                );
            if (session == sessions[^1])
                continue;
            var evening = NewYork.ToUtc(date, AfterClose);
            moments.Add(new DecisionMoment(CycleIds.OfSlot(evening), evening, session, AfterClose: true));
        }
        return moments;
    }

    /// <summary>A slot without a new bar would decide again on what the one before saw, while its trades are not yet filled.</summary>
    private static IEnumerable<DateTimeOffset> Slots(SlotSchedule schedule, Session session)
    {
        var seen = 0;
        foreach (var slot in schedule.SlotsOf(session))
        {
            var bars = (int)((slot - session.Open) / Session.BarLength);
            if (bars > seen || slot == session.ClosingTime)
                yield return slot;
            seen = bars;
        }
    }
}
