using QuantFund.Core.Domain.Calendar;

namespace QuantFund.Core.Strategies;

/// <summary>How long an opinion is meant to hold: whole sessions, or minutes within one.</summary>
public sealed record Horizon
{
    public const double MinutesPerSession = 390;

    private Horizon(int sessions, TimeSpan time)
    {
        Sessions = sessions;
        Time = time;
    }

    public static Horizon Days(int sessions) => new(sessions, TimeSpan.Zero);

    public static Horizon Minutes(int minutes) => new(0, TimeSpan.FromMinutes(minutes));

    /// <summary>Until the session ends: the whole of one at most.</summary>
    public static Horizon ToClose { get; } = Minutes((int)MinutesPerSession);

    /// <summary>Whole sessions; 0 for a horizon in minutes.</summary>
    public int Sessions { get; }

    /// <summary>Length of a horizon in minutes; zero for one in sessions.</summary>
    public TimeSpan Time { get; }

    public bool IsIntraday => Sessions == 0;

    /// <summary>The length as a fraction of sessions: 60 minutes are 60/390.</summary>
    public double InSessions => IsIntraday ? Time.TotalMinutes / MinutesPerSession : Sessions;

    /// <summary>
    /// True when an opinion opened then has lived its time. Sessions are counted as completed ones after
    /// <paramref name="openedAfter"/>; minutes end at the closing time at the latest, and with the session.
    /// </summary>
    public bool HasPassed(
        DateTimeOffset openedAt,
        DateOnly openedAfter,
        DateTimeOffset now,
        Session session,
        IReadOnlyList<DateOnly> completed
    )
    {
        if (!IsIntraday)
            return SessionsSince(completed, openedAfter) >= Sessions;
        return openedAt < session.Open || now >= openedAt + Time || now >= session.ClosingTime;
    }

    /// <summary>Completed sessions after a date.</summary>
    public static int SessionsSince(IReadOnlyList<DateOnly> completed, DateOnly date)
    {
        if (completed.Count == 0)
            return 0;
        // Five sessions in seven days, less the holidays: a step or two from there.
        var days = completed[completed.Count - 1].DayNumber - date.DayNumber;
        var count = Math.Clamp(days * 5 / 7, 0, completed.Count);
        while (count < completed.Count && completed[completed.Count - 1 - count] > date)
            count++;
        while (count > 0 && completed[completed.Count - count] <= date)
            count--;
        return count;
    }

    /// <summary>What is left of a horizon in minutes that begins now: its length, or the time to the closing time where that is less.</summary>
    public TimeSpan Left(DateTimeOffset now, Session session)
    {
        var left = session.ClosingTime - now;
        return left < TimeSpan.Zero ? TimeSpan.Zero
            : left < Time ? left
            : Time;
    }

    public override string ToString() =>
        Time == ToClose.Time ? "to the close"
        : IsIntraday ? $"{Time.TotalMinutes} min"
        : $"{Sessions} sessions";
}
