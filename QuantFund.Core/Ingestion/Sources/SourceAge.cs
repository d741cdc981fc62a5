using QuantFund.Core.Domain.Calendar;

namespace QuantFund.Core.Ingestion.Sources;

/// <summary>Ages of source values against the trading calendar.</summary>
public static class SourceAge
{
    /// <summary>Is a value that speaks of <paramref name="asOf"/> still fresh at <paramref name="now"/>? The limit itself is.</summary>
    public static bool IsFresh(SourceRule rule, DateTimeOffset asOf, DateTimeOffset now, IMarketCalendar calendar)
    {
        if (now <= asOf)
            return true;
        if (rule.FreshFor is not { } limit)
            return SessionsOpened(asOf, now, calendar) <= rule.FreshSessions;
        return rule.Measure == AgeMeasure.MarketTime
            ? now - asOf <= limit
            : now - asOf <= limit || OpenTime(asOf, now, calendar) <= limit;
    }

    /// <summary>The end of the newest thing that a source of this cadence can know at a moment.</summary>
    public static DateTimeOffset NewestPossible(SourceCadence cadence, DateTimeOffset now, IMarketCalendar calendar) =>
        cadence switch
        {
            SourceCadence.SessionClose => calendar.LastClosedBy(now).Close,
            SourceCadence.BarEnd => LastBarEnd(now, calendar),
            _ => now,
        };

    /// <summary>The next moment at which a bar or a session can end: sessions begin and end at quarter hours.</summary>
    public static DateTimeOffset NextPossible(DateTimeOffset after)
    {
        var bars = after.UtcTicks / Session.BarLength.Ticks;
        return new DateTimeOffset((bars + 1) * Session.BarLength.Ticks, TimeSpan.Zero);
    }

    /// <summary>Time in (from, to] in which the market was open.</summary>
    public static TimeSpan OpenTime(DateTimeOffset from, DateTimeOffset to, IMarketCalendar calendar)
    {
        var open = TimeSpan.Zero;
        foreach (var session in calendar.Sessions(NewYork.DateOf(from), NewYork.DateOf(to)))
        {
            var start = session.Open > from ? session.Open : from;
            var end = session.Close < to ? session.Close : to;
            if (end > start)
                open += end - start;
        }

        return open;
    }

    private static int SessionsOpened(DateTimeOffset from, DateTimeOffset to, IMarketCalendar calendar) =>
        calendar.Sessions(NewYork.DateOf(from), NewYork.DateOf(to)).Count(s => s.Open > from && s.Open <= to);

    private static DateTimeOffset LastBarEnd(DateTimeOffset now, IMarketCalendar calendar)
    {
        var session = calendar.SessionAt(now);
        var bars = session is null ? 0 : (int)((now - session.Open) / Session.BarLength);
        return bars > 0 ? session!.Open + (bars * Session.BarLength) : calendar.LastClosedBy(now).Close;
    }
}
