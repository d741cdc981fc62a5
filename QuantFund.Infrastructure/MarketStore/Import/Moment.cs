using System.Globalization;

namespace QuantFund.Infrastructure.MarketStore.Import;

/// <summary>Moments in ISO 8601 with their offset. One without an offset could mean any zone, and is refused.</summary>
internal static class Moment
{
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm:ssK",
        "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd'T'HH:mmK",
    ];

    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        return HasOffset(text)
            && DateTimeOffset.TryParseExact(
                text,
                Forms,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AdjustToUniversal,
                out time
            );
    }

    private static bool HasOffset(string text) =>
        text is [.., 'Z' or 'z'] || (text.Length > 19 && text.IndexOfAny(['+', '-'], 16) > 0);
}
