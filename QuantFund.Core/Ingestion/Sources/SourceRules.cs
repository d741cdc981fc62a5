using QuantFund.Core.Domain;

namespace QuantFund.Core.Ingestion.Sources;

/// <summary>
/// The refresh and freshness table of STRATEGIES.md section A. Bars are asked for when one has ended, and then each 30 s
/// until it is there; quotes each 10 s, because they are fresh for 15 s only.
/// </summary>
public static class SourceRules
{
    private static readonly TimeSpan Seed = TimeSpan.FromSeconds(30);

    public static readonly SourceRule DailyPrices = new(
        SourceNames.DailyPrices,
        Seed,
        Seed,
        SourceCadence.SessionClose,
        AgeMeasure.OpenTime,
        FreshFor: null,
        FreshSessions: 1
    );

    public static readonly SourceRule IntradayPrices = new(
        SourceNames.IntradayPrices,
        Seed,
        Seed,
        SourceCadence.BarEnd,
        AgeMeasure.OpenTime,
        FreshFor: TimeSpan.FromMinutes(30)
    );

    public static readonly SourceRule Quotes = new(
        SourceNames.Quotes,
        TimeSpan.FromSeconds(10),
        TimeSpan.FromSeconds(10),
        SourceCadence.Always,
        AgeMeasure.OpenTime,
        FreshFor: Quote.FreshFor
    );

    public static readonly SourceRule Account = new(
        SourceNames.Account,
        Seed,
        Seed,
        SourceCadence.Always,
        AgeMeasure.MarketTime,
        FreshFor: TimeSpan.FromSeconds(60)
    );

    /// <summary>Brokers mark names easy or hard to borrow once a day; the order desk asks again at send time.</summary>
    public static readonly SourceRule Borrow = new(
        SourceNames.Borrow,
        TimeSpan.FromHours(1),
        Seed,
        SourceCadence.Always,
        AgeMeasure.MarketTime,
        FreshFor: TimeSpan.FromHours(24)
    );

    public static readonly SourceRule News = new(
        SourceNames.News,
        Seed,
        Seed,
        SourceCadence.Always,
        AgeMeasure.MarketTime,
        FreshFor: TimeSpan.FromHours(6)
    );

    /// <summary>Each series has its own age: see <see cref="MacroFreshness"/>.</summary>
    public static readonly SourceRule Macro = new(
        SourceNames.Macro,
        TimeSpan.FromDays(1),
        Seed,
        SourceCadence.Always,
        AgeMeasure.MarketTime,
        FreshFor: null
    );

    /// <summary>A daily series released the next day: 1 + 1 + 5 days.</summary>
    public static readonly SourceRule Vix = new(
        SourceNames.Vix,
        Seed,
        Seed,
        SourceCadence.Always,
        AgeMeasure.MarketTime,
        FreshFor: TimeSpan.FromDays(7)
    );

    public static readonly SourceRule Fundamentals = new(
        SourceNames.Fundamentals,
        TimeSpan.FromDays(7),
        TimeSpan.FromHours(1),
        SourceCadence.Always,
        AgeMeasure.MarketTime,
        FreshFor: TimeSpan.FromDays(100)
    );
}
