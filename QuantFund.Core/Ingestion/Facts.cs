using QuantFund.Core.Domain;

namespace QuantFund.Core.Ingestion;

/// <summary>One close of the VIX index, in index points. <paramref name="Time"/> is when it was known.</summary>
public sealed record VixClose(DateTimeOffset Time, double Value);

/// <summary>One article. Scores in [−1, 1], relevance in [0, 1]; <paramref name="Published"/> in market time.</summary>
public sealed record NewsArticle(
    string Id,
    DateTimeOffset Published,
    string Headline,
    double OverallScore,
    IReadOnlyList<string> Topics,
    IReadOnlyList<TickerSentiment> Tickers
)
{
    /// <summary>How much the article is about each of its topics, in [0, 1]; empty where the source does not say.</summary>
    public IReadOnlyList<double> TopicRelevances { get; init; } = [];

    /// <summary>How much it counts for the market as a whole: as its most relevant topic; fully where the source does not say.</summary>
    public double MarketRelevance => TopicRelevances.Count == 0 ? 1 : TopicRelevances.Max();
}

public sealed record TickerSentiment(Symbol Symbol, double Relevance, double Score);

/// <summary>
/// One value of a macro series. <paramref name="Period"/> is what the value is about; <paramref name="Released"/> is
/// when it became public, and nothing may read it before.
/// </summary>
public sealed record MacroValue(string Series, DateOnly Period, DateTimeOffset Released, double Value);

/// <summary>What the broker says of one name now.</summary>
public sealed record Borrow(Symbol Symbol, bool Tradable, bool EasyToBorrow, double AnnualFeeFraction);

/// <summary>Cash, buying power (dollars) and positions as the broker has them at one moment of market time.</summary>
public sealed record AccountReading(
    DateTimeOffset Time,
    decimal Cash,
    decimal Equity,
    decimal BuyingPower,
    IReadOnlyList<Position> Positions
);
