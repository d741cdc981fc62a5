using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace QuantFund.Core.Domain;

/// <summary>
/// The cursors that the stores give out: the place of a page's last item in the journal. Opaque to callers; check one
/// that came from outside with <see cref="TryParse"/> before it goes to a store.
/// </summary>
public static class PageCursor
{
    public static string Of(long place) => place.ToString("x", CultureInfo.InvariantCulture);

    public static bool TryParse([NotNullWhen(true)] string? cursor, out long place) =>
        long.TryParse(cursor, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out place) && place > 0;

    /// <summary>The place before which a page begins: everything when there is no cursor.</summary>
    /// <exception cref="FormatException">The cursor was not given out by a store.</exception>
    public static long Before(string? cursor) =>
        cursor is null ? long.MaxValue
        : TryParse(cursor, out var place) ? place
        : throw new FormatException($"cursor: '{cursor}' is none that a page gave as nextCursor.");
}
