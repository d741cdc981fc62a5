using QuantFund.Core.Ingestion;

namespace QuantFund.Core.Features.Sentiment;

/// <summary>
/// sent_score, sent_conf, sent_mom, news_velocity and news_age of every symbol, from the articles of the last 7 days with relevance
/// of at least 0.3 for it; and the same over all articles for the market, weighted by topic relevance where the source gives it. Without a news source all are NaN.
/// </summary>
public static class SentimentColumns
{
    internal static SentimentSum Fill(FeatureTable table, MarketSnapshot snapshot)
    {
        var market = default(SentimentSum);
        var sums = new SentimentSum[table.Count];
        foreach (var article in snapshot.News)
        {
            var age = snapshot.AsOf - article.Published;
            if (age < TimeSpan.Zero || age >= NewsDecay.Window)
                continue;
            market.Add(age, article.MarketRelevance, article.OverallScore);
            foreach (var ticker in article.Tickers)
            {
                var row = ticker.Relevance >= NewsDecay.LeastRelevance ? table.Universe.IndexOf(ticker.Symbol) : -1;
                if (row >= 0)
                    sums[row].Add(age, ticker.Relevance, ticker.Score);
            }
        }
        var score = table.Column(Feature.SentScore);
        var confidence = table.Column(Feature.SentConf);
        var momentum = table.Column(Feature.SentMom);
        var velocity = table.Column(Feature.NewsVelocity);
        var newest = table.Column(Feature.NewsAge);
        for (var row = 0; row < sums.Length; row++)
        {
            score[row] = sums[row].Score;
            confidence[row] = sums[row].Confidence;
            momentum[row] = sums[row].Momentum;
            velocity[row] = sums[row].Velocity;
            newest[row] = sums[row].Age;
        }
        return market;
    }
}
