namespace QuantFund.Core.Domain.Calendar;

/// <summary>
/// The days on which the New York Stock Exchange stays closed, 1998 to 2030, by NYSE Rule 7.2 and the exchange's notices:
/// a holiday on Sunday is kept on Monday, one on Saturday on Friday, except New Year's Day, which is not kept in the old
/// year.
/// </summary>
public static class NyseHolidays
{
    /// <summary>Closed by decree, weather or mourning.</summary>
    private static readonly HashSet<DateOnly> Special =
    [
        new(2001, 9, 11), // attacks on New York
        new(2001, 9, 12),
        new(2001, 9, 13),
        new(2001, 9, 14),
        new(2004, 6, 11), // mourning for President Reagan
        new(2007, 1, 2), // mourning for President Ford
        new(2012, 10, 29), // hurricane Sandy
        new(2012, 10, 30),
        new(2018, 12, 5), // mourning for President G. H. W. Bush
        new(2025, 1, 9), // mourning for President Carter
    ];

    public static bool IsClosed(DateOnly date) =>
        date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || Special.Contains(date) || IsHoliday(date);

    public static DateOnly Thanksgiving(int year) => Nth(year, 11, DayOfWeek.Thursday, 4);

    /// <summary>Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms 1991, chapter 8).</summary>
    public static DateOnly Easter(int year)
    {
        var (century, yearOfCentury) = Math.DivRem(year, 100);
        var golden = year % 19;
        var epact = ((19 * golden) + century - (century / 4) - ((century - ((century + 8) / 25) + 1) / 3) + 15) % 30;
        var weekday = (32 + (2 * (century % 4)) + (2 * (yearOfCentury / 4)) - epact - (yearOfCentury % 4)) % 7;
        var correction = (golden + (11 * epact) + (22 * weekday)) / 451;
        var days = epact + weekday - (7 * correction) + 114;
        return new DateOnly(year, days / 31, (days % 31) + 1);
    }

    private static bool IsHoliday(DateOnly date) =>
        date == NewYear(date.Year)
        || date == Nth(date.Year, 1, DayOfWeek.Monday, 3) // Martin Luther King Day, kept since 1998
        || date == Nth(date.Year, 2, DayOfWeek.Monday, 3) // Washington's Birthday
        || date == Easter(date.Year).AddDays(-2) // Good Friday
        || date == LastMondayOfMay(date.Year) // Memorial Day
        || (date.Year >= 2022 && date == Observed(new DateOnly(date.Year, 6, 19))) // Juneteenth
        || date == Observed(new DateOnly(date.Year, 7, 4))
        || date == Nth(date.Year, 9, DayOfWeek.Monday, 1) // Labor Day
        || date == Thanksgiving(date.Year)
        || date == Observed(new DateOnly(date.Year, 12, 25));

    private static DateOnly? NewYear(int year)
    {
        var day = new DateOnly(year, 1, 1);
        return day.DayOfWeek == DayOfWeek.Saturday ? null : Observed(day);
    }

    private static DateOnly Observed(DateOnly day) =>
        day.DayOfWeek switch
        {
            DayOfWeek.Saturday => day.AddDays(-1),
            DayOfWeek.Sunday => day.AddDays(1),
            _ => day,
        };

    private static DateOnly Nth(int year, int month, DayOfWeek weekday, int n)
    {
        var first = new DateOnly(year, month, 1);
        var offset = ((int)weekday - (int)first.DayOfWeek + 7) % 7;
        return first.AddDays(offset + (7 * (n - 1)));
    }

    private static DateOnly LastMondayOfMay(int year)
    {
        var last = new DateOnly(year, 5, 31);
        return last.AddDays(-(((int)last.DayOfWeek - (int)DayOfWeek.Monday + 7) % 7));
    }
}
