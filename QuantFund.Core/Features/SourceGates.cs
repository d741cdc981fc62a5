using QuantFund.Core.Ingestion;
using QuantFund.Core.Ingestion.Sources;

namespace QuantFund.Core.Features;

/// <summary>
/// Which sources may be read now: null = fresh enough, else a sentence that a strategy abstains with. A source that failed
/// is still good while its last value is fresh.
/// </summary>
public sealed record SourceGates(string? Daily, string? Intraday, string? News)
{
    public static SourceGates Shut { get; } = new("No daily prices yet.", "No intraday prices yet.", "No news source.");

    private static readonly TimeSpan DailyLife = TimeSpan.FromDays(5);
    private static readonly TimeSpan NewsLife = TimeSpan.FromHours(6);

    /// <param name="snapshot">The snapshot.</param>
    /// <param name="dailyThrough">Last completed session that the daily panel holds.</param>
    /// <param name="dailyDue">Oldest session that would still be fresh, where the intraday panel tells; else null.</param>
    /// <param name="hasToday">The intraday panel holds bars of today's session.</param>
    internal static SourceGates Of(MarketSnapshot snapshot, DateOnly? dailyThrough, DateOnly? dailyDue, bool hasToday)
    {
        var daily =
            dailyThrough is null ? "No daily prices yet."
            : dailyDue is { } due && dailyThrough < due
                ? $"Daily prices end on {dailyThrough:yyyy-MM-dd}, {due:yyyy-MM-dd} is due."
            : Refusal(snapshot, SourceNames.DailyPrices, "Daily prices", DailyLife);
        var intraday = !hasToday
            ? "No intraday bars of today's session."
            : Refusal(snapshot, SourceNames.IntradayPrices, "Intraday prices", Domain.Calendar.Session.BarLength * 2);
        var news =
            snapshot.Source(SourceNames.News) is null && snapshot.News.Count == 0
                ? "No news source."
                : Refusal(snapshot, SourceNames.News, "News", NewsLife);
        return new SourceGates(daily, intraday, news);
    }

    private static string? Refusal(MarketSnapshot snapshot, string name, string title, TimeSpan life)
    {
        var status = snapshot.Source(name);
        return status?.Health switch
        {
            null or SourceHealth.Ok => null,
            SourceHealth.Failed when status.AsOf is { } asOf && snapshot.AsOf - asOf <= life => null,
            SourceHealth.Off => $"{title} are off.",
            SourceHealth.Stale => $"{title} are stale{AgeText(status)}.",
            _ => $"{title} failed{AgeText(status)}.",
        };
    }

    private static string AgeText(SourceStatus status) =>
        status.AsOf is { } asOf ? $": the last are of {asOf.UtcDateTime:yyyy-MM-dd HH:mm} UTC" : "";
}
