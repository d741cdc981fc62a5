using QuantFund.Core.Domain.Calendar;

namespace QuantFund.Infrastructure.MarketStore.Import;

/// <summary>
/// The date that a daily bar's stamp means. Vendors stamp with midnight of UTC or of New York, some with the session's open
/// or close. Any other moment could be meant for the day before or after it, and is refused; so is a midnight that its own
/// offset writes on another date, because nobody can tell which of the two was meant.
/// </summary>
internal static class DayStamp
{
    public static DateOnly? DateOf(DateTimeOffset stamp)
    {
        var written = DateOnly.FromDateTime(stamp.DateTime);
        var newYork = NewYork.ToLocal(stamp);
        var date =
            stamp.UtcDateTime.TimeOfDay == TimeSpan.Zero ? DateOnly.FromDateTime(stamp.UtcDateTime)
            : newYork.TimeOfDay == TimeSpan.Zero || IsOpenOrClose(stamp) ? DateOnly.FromDateTime(newYork.DateTime)
            : (DateOnly?)null;
        return date == written ? date : null;
    }

    public static bool IsMidnight(DateTimeOffset stamp) =>
        stamp.UtcDateTime.TimeOfDay == TimeSpan.Zero || NewYork.ToLocal(stamp).TimeOfDay == TimeSpan.Zero;

    private static bool IsOpenOrClose(DateTimeOffset stamp)
    {
        var date = NewYork.DateOf(stamp);
        return date >= NyseCalendar.FirstDate
            && date <= NyseCalendar.LastDate
            && NyseCalendar.Instance.SessionOn(date) is { } session
            && (stamp == session.Open || stamp == session.Close);
    }
}
