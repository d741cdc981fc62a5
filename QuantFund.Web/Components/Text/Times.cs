using System.Globalization;
using QuantFund.Core.Domain.Calendar;

namespace QuantFund.Web.Components.Text;

/// <summary>Times in New York, ages and durations in words.</summary>
public static class Times
{
    /// <summary><c>Mon 5 Jan 2026, 09:45</c></summary>
    public static string Full(DateTimeOffset time) => Write(time, "ddd d MMM yyyy, HH:mm");

    /// <summary><c>Mon 5 Jan, 09:45</c></summary>
    public static string Day(DateTimeOffset time) => Write(time, "ddd d MMM, HH:mm");

    /// <summary><c>09:45</c></summary>
    public static string Minute(DateTimeOffset time) => Write(time, "HH:mm");

    /// <summary><c>09:45:07</c> on the day of <paramref name="now"/>, else <c>5 Jan 09:45</c>.</summary>
    public static string Recent(DateTimeOffset time, DateTimeOffset? now) =>
        now is { } n && NewYork.DateOf(n) == NewYork.DateOf(time)
            ? Write(time, "HH:mm:ss")
            : Write(time, "d MMM HH:mm");

    /// <summary>The attribute that machines read, UTC.</summary>
    public static string Iso(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Span(TimeSpan span)
    {
        var s = span < TimeSpan.Zero ? TimeSpan.Zero : span;
        return s switch
        {
            { TotalSeconds: < 60 } => Text($"{(int)s.TotalSeconds} s"),
            { TotalMinutes: < 60 } when s.Seconds == 0 || s.TotalMinutes >= 10 => Text($"{(int)s.TotalMinutes} min"),
            { TotalMinutes: < 60 } => Text($"{s.Minutes} min {s.Seconds} s"),
            { TotalHours: < 24 } when s.Minutes == 0 => Text($"{(int)s.TotalHours} h"),
            { TotalHours: < 24 } => Text($"{(int)s.TotalHours} h {s.Minutes} min"),
            { Hours: 0 } => Text($"{s.Days} d"),
            _ => Text($"{s.Days} d {s.Hours} h"),
        };
    }

    public static string Age(double? seconds) =>
        seconds is { } s && double.IsFinite(s) ? Span(TimeSpan.FromSeconds(s)) : Missing.Text;

    /// <summary>Wall time that a computation took.</summary>
    public static string Took(double milliseconds) =>
        milliseconds switch
        {
            < 0 or double.NaN => Missing.Text,
            < 9.95 => Text($"{milliseconds:0.0} ms"),
            < 999.5 => Text($"{milliseconds:0} ms"),
            < 59_950 => Text($"{milliseconds / 1000:0.0} s"),
            _ => Span(TimeSpan.FromMilliseconds(milliseconds)),
        };

    private static string Write(DateTimeOffset time, string format) =>
        NewYork.ToLocal(time).ToString(format, CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
