namespace QuantFund.Core.Domain.Calendar;

/// <summary>
/// The days on which the New York Stock Exchange closes at 13:00, 1998 to 2030. An outage that stopped trading some minutes
/// before the usual close (2005-06-01) is no early close.
/// </summary>
public static class NyseEarlyCloses
{
    /// <summary>Outside the rules below: Friday after Christmas, the eve of the year 2000.</summary>
    private static readonly HashSet<DateOnly> Special = [new(1999, 12, 31), new(2003, 12, 26)];

    /// <param name="date">A trading day; the answer says nothing of days on which the exchange is closed.</param>
    public static bool ClosesEarly(DateOnly date) =>
        Special.Contains(date)
        || date == NyseHolidays.Thanksgiving(date.Year).AddDays(1)
        || date is { Month: 12, Day: 24 }
        || IsIndependenceEve(date)
        || IsFridayAfterIndependenceDay(date);

    /// <summary>July 3, Monday to Thursday, before a holiday on the 4th; on a Wednesday only since 2013.</summary>
    private static bool IsIndependenceEve(DateOnly date) =>
        date is { Month: 7, Day: 3 }
        && date.DayOfWeek is not (DayOfWeek.Friday or DayOfWeek.Saturday or DayOfWeek.Sunday)
        && (date.DayOfWeek != DayOfWeek.Wednesday || date.Year >= 2013);

    /// <summary>Until 2012 a Thursday holiday had its early close on the day after (2002).</summary>
    private static bool IsFridayAfterIndependenceDay(DateOnly date) =>
        date is { Month: 7, Day: 5, DayOfWeek: DayOfWeek.Friday } && date.Year < 2013;
}
