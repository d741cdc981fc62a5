using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Ingestion;

namespace QuantFund.Infrastructure.MarketStore.Replay;

/// <summary>VIX, macro and news of the store with the moments at which they became known.</summary>
internal static class ReplayFacts
{
    // Of a series that came without its description: late rather than early.
    private const int UnknownLagDays = 66;
    private const int LeastLagDays = 1;

    public static readonly TimeOnly ReleaseHour = new(8, 30);
    private static readonly TimeSpan VixDelay = TimeSpan.FromMinutes(15);
    private static readonly TimeOnly VixHour = new(16, 15);

    /// <summary>A VIX close is known a quarter of an hour after the market's.</summary>
    public static IReadOnlyList<VixClose> Vix(MarketHistory history, IMarketCalendar calendar) =>
        [
            .. history
                .Vix()
                .Select(v => new VixClose(
                    calendar.SessionOn(v.Date)?.Close + VixDelay ?? NewYork.ToUtc(v.Date, VixHour),
                    v.Close
                ))
                .OrderBy(v => v.Time),
        ];

    /// <summary>
    /// A macro value is released at 08:30 New York, its series' usual lag after the period's date, and on the morning after
    /// that date at the earliest: what says "no lag" is measured at the day's close.
    /// </summary>
    public static IReadOnlyList<MacroValue> Macro(MarketHistory history) =>
        [
            .. history
                .Macro()
                .Select(m => new MacroValue(
                    m.Series,
                    m.Period,
                    NewYork.ToUtc(m.Period.AddDays(Math.Max(LeastLagDays, m.LagDays ?? UnknownLagDays)), ReleaseHour),
                    m.Value
                )),
        ];

    /// <summary>Articles by time. The store holds scores, not texts: the headline is empty.</summary>
    public static IReadOnlyList<NewsArticle> News(MarketHistory history) =>
        [
            .. history
                .News()
                .GroupBy(s => (s.Published, s.Article))
                .Select(article => ArticleOf(article.Key.Article, article.Key.Published, [.. article]))
                .OrderBy(a => a.Published),
        ];

    private static NewsArticle ArticleOf(string id, DateTimeOffset published, IReadOnlyList<StoredScore> scores)
    {
        TopicColumn.TryRead(scores[0].Topics, out var topics, out var relevances);
        return new NewsArticle(id, published, "", scores[0].Overall, topics, [.. scores.SelectMany(Sentiment)])
        {
            TopicRelevances = relevances,
        };
    }

    private static IEnumerable<TickerSentiment> Sentiment(StoredScore score)
    {
        if (Symbol.TryParse(score.Ticker, out var symbol))
            yield return new TickerSentiment(symbol, score.Relevance, score.Score);
    }
}
