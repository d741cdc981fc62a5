namespace QuantFund.Core.Ingestion.Sources;

public enum SourceHealth
{
    Ok,
    Stale,
    Failed,
    Off,
}

/// <summary>
/// How one data source is doing. <paramref name="AsOf"/> is the market time its newest datum speaks of; null = never
/// heard of. A failed source keeps the age of its last good value beside its error.
/// </summary>
public sealed record SourceStatus(
    string Name,
    SourceHealth Health,
    DateTimeOffset? AsOf,
    double? AgeSeconds,
    string? LastError,
    int? QuotaRemaining
)
{
    /// <summary>
    /// The value is older than the source's rule allows (see <see cref="SourceRules"/>). A stale source always is; a failed
    /// one only once its last good value has aged, and until then that value counts.
    /// </summary>
    public bool Outdated { get; init; }
}

/// <summary>The names of the sources, as REST and the screen show them.</summary>
public static class SourceNames
{
    public const string DailyPrices = "prices-daily";
    public const string IntradayPrices = "prices-intraday";
    public const string Quotes = "quotes";
    public const string Account = "account";
    public const string Borrow = "borrow";
    public const string News = "news";
    public const string Macro = "macro";
    public const string Vix = "vix";
    public const string Fundamentals = "fundamentals";
}
