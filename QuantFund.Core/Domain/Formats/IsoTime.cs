using System.Globalization;

namespace QuantFund.Core.Domain.Formats;

/// <summary>
/// Moments and dates in ISO 8601's extended form and in nothing else: what a culture or a machine's zone could read in
/// another way is no moment. A moment is <c>yyyy-MM-dd</c>, <c>T</c> or a space, <c>HH:mm</c> or <c>HH:mm:ss</c> with any
/// number of decimals (those below 100 ns are cut), and an offset: <c>Z</c>, <c>+hh</c>, <c>+hhmm</c> or <c>+hh:mm</c>.
/// </summary>
public static class IsoTime
{
    private const int DateLength = 10;
    private const int MostOffsetHours = 14;

    /// <summary>A moment with its offset as written.</summary>
    public static bool TryMoment(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        time = default;
        return TryLocal(text, out var local, out var offset) && offset is { } known && TryPlace(local, known, out time);
    }

    /// <summary>A moment; one that is written without an offset, or a date alone, is UTC's.</summary>
    public static bool TryUtc(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        time = default;
        if (TryDate(text, out var date))
        {
            time = new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
            return true;
        }
        if (!TryLocal(text, out var local, out var offset) || !TryPlace(local, offset ?? TimeSpan.Zero, out time))
            return false;
        time = time.ToUniversalTime();
        return true;
    }

    /// <summary>A date as yyyy-MM-dd.</summary>
    public static bool TryDate(ReadOnlySpan<char> text, out DateOnly date)
    {
        date = default;
        return text.Length == DateLength
            && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
    }

    /// <summary>The date and time as they are written, and the offset behind them; null = none is written.</summary>
    public static bool TryLocal(ReadOnlySpan<char> text, out DateTime local, out TimeSpan? offset)
    {
        (local, offset) = (default, null);
        if (
            text.Length < DateLength + 6
            || !TryDate(text[..DateLength], out var date)
            || text[DateLength] is not ('T' or 't' or ' ')
        )
            return false;
        var rest = text[(DateLength + 1)..];
        if (!TryTwo(ref rest, 23, out var hour) || !Take(ref rest, ':') || !TryTwo(ref rest, 59, out var minute))
            return false;
        var (second, ticks) = (0, 0L);
        if (Take(ref rest, ':') && (!TryTwo(ref rest, 59, out second) || !TryFraction(ref rest, out ticks)))
            return false;
        local = date.ToDateTime(new TimeOnly(hour, minute, second)).AddTicks(ticks);
        return TryOffset(rest, out offset);
    }

    private static bool TryPlace(DateTime local, TimeSpan offset, out DateTimeOffset time)
    {
        var utc = local.Ticks - offset.Ticks;
        var inRange = utc >= DateTime.MinValue.Ticks && utc <= DateTime.MaxValue.Ticks;
        time = inRange ? new DateTimeOffset(local, offset) : default;
        return inRange;
    }

    private static bool TryFraction(ref ReadOnlySpan<char> rest, out long ticks)
    {
        ticks = 0;
        if (!Take(ref rest, '.'))
            return true;
        var digits = 0;
        for (; !rest.IsEmpty && char.IsAsciiDigit(rest[0]); rest = rest[1..], digits++)
            if (digits < 7)
                ticks = (ticks * 10) + rest[0] - '0';
        for (var missing = digits; missing < 7; missing++)
            ticks *= 10;
        return digits > 0;
    }

    private static bool TryOffset(ReadOnlySpan<char> rest, out TimeSpan? offset)
    {
        offset = null;
        if (rest.IsEmpty)
            return true;
        if (rest is "Z" or "z")
        {
            offset = TimeSpan.Zero;
            return true;
        }
        // As PostgreSQL and pandas write it: a space before the zone is theirs, not ISO's, and refused.
        var west = rest[0] == '-';
        if (!west && rest[0] != '+')
            return false;
        rest = rest[1..];
        if (!TryTwo(ref rest, MostOffsetHours, out var hours))
            return false;
        var minutes = 0;
        if (!rest.IsEmpty)
        {
            _ = Take(ref rest, ':');
            if (!TryTwo(ref rest, 59, out minutes) || !rest.IsEmpty)
                return false;
        }
        var span = new TimeSpan(hours, minutes, 0);
        offset = west ? -span : span;
        return span <= TimeSpan.FromHours(MostOffsetHours);
    }

    private static bool TryTwo(ref ReadOnlySpan<char> text, int most, out int value)
    {
        value = 0;
        if (text.Length < 2 || !char.IsAsciiDigit(text[0]) || !char.IsAsciiDigit(text[1]))
            return false;
        value = ((text[0] - '0') * 10) + text[1] - '0';
        text = text[2..];
        return value <= most;
    }

    private static bool Take(ref ReadOnlySpan<char> text, char expected)
    {
        if (text.IsEmpty || text[0] != expected)
            return false;
        text = text[1..];
        return true;
    }
}
