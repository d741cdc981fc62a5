namespace QuantFund.Core.Domain.Calendar;

/// <summary>
/// The regular sessions of the New York Stock Exchange from 1998-01-01 to 2030-12-31: 09:30 to 16:00 New York time, to
/// 13:00 on early closes. Holidays after today are the rules' forecast.
/// </summary>
public sealed class NyseCalendar : IMarketCalendar
{
    public static readonly DateOnly FirstDate = new(1998, 1, 1);
    public static readonly DateOnly LastDate = new(2030, 12, 31);

    private static readonly TimeOnly Opening = new(9, 30);
    private static readonly TimeOnly UsualClose = new(16, 0);
    private static readonly TimeOnly EarlyClose = new(13, 0);

    private readonly Session[] sessions;

    private NyseCalendar() => sessions = [.. Days().Where(d => !NyseHolidays.IsClosed(d)).Select(SessionOf)];

    public static NyseCalendar Instance { get; } = new();

    public Session? SessionOn(DateOnly date)
    {
        Check(date, nameof(date));
        var at = FirstFrom(date);
        return at < sessions.Length && sessions[at].Date == date ? sessions[at] : null;
    }

    public Session? SessionAt(DateTimeOffset time)
    {
        var session = SessionOn(NewYork.DateOf(time));
        return session is not null && session.Contains(time) ? session : null;
    }

    public Session NextAfter(DateTimeOffset time)
    {
        var date = NewYork.DateOf(time);
        Check(date, nameof(time));
        var at = FirstFrom(date);
        if (at < sessions.Length && sessions[at].Open <= time)
            at++;
        return at < sessions.Length
            ? sessions[at]
            : throw new ArgumentOutOfRangeException(nameof(time), time, "The calendar ends before the next session.");
    }

    public Session LastClosedBy(DateTimeOffset time)
    {
        var date = NewYork.DateOf(time);
        Check(date, nameof(time));
        var at = FirstFrom(date);
        if (at == sessions.Length || sessions[at].Close > time)
            at--;
        return at >= 0
            ? sessions[at]
            : throw new ArgumentOutOfRangeException(nameof(time), time, "The calendar starts after that session.");
    }

    public IReadOnlyList<Session> Sessions(DateOnly from, DateOnly to)
    {
        Check(from, nameof(from));
        Check(to, nameof(to));
        var first = FirstFrom(from);
        var end = FirstFrom(to.AddDays(1));
        return end > first ? new ArraySegment<Session>(sessions, first, end - first) : [];
    }

    public IReadOnlyList<Session> LastSessions(DateOnly through, int count)
    {
        Check(through, nameof(through));
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var end = FirstFrom(through.AddDays(1));
        if (count > end)
            throw new ArgumentOutOfRangeException(
                nameof(count),
                count,
                $"The calendar has only {end} sessions up to {through:yyyy-MM-dd}."
            );
        return new ArraySegment<Session>(sessions, end - count, count);
    }

    private static IEnumerable<DateOnly> Days()
    {
        for (var day = FirstDate; day <= LastDate; day = day.AddDays(1))
            yield return day;
    }

    private static Session SessionOf(DateOnly date)
    {
        var early = NyseEarlyCloses.ClosesEarly(date);
        return new Session(
            date,
            NewYork.ToUtc(date, Opening),
            NewYork.ToUtc(date, early ? EarlyClose : UsualClose),
            early
        );
    }

    private static void Check(DateOnly date, string parameter)
    {
        if (date < FirstDate || date > LastDate)
            throw new ArgumentOutOfRangeException(
                parameter,
                date,
                $"The calendar covers {FirstDate:yyyy-MM-dd} to {LastDate:yyyy-MM-dd}."
            );
    }

    /// <summary>Index of the first session on or after a date.</summary>
    private int FirstFrom(DateOnly date)
    {
        var (low, high) = (0, sessions.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sessions[middle].Date < date)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
