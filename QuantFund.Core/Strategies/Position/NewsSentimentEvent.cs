using QuantFund.Core.Domain;
using QuantFund.Core.Features;
using QuantFund.Core.Statistics;

namespace QuantFund.Core.Strategies.Position;

/// <summary>
/// Prices take days to take in what news says of a share: where sent_conf ≥ 0.2 and |sent_score| &gt; 0.15, conviction
/// s·conf·(1 + min(0.5, |sent_mom|)), an unknown sent_mom counting as none. What is held of it fades evenly over its three
/// sessions. Shares only. Source: Tetlock 2007.
/// </summary>
public sealed class NewsSentimentEvent : IStrategy
{
    public const double LeastConfidence = 0.2;
    public const double LeastScore = 0.15;
    public const double MostMomentum = 0.5;

    public StrategyProfile Profile { get; } =
        new(
            new StrategyId("news-sentiment-event"),
            StrategyCategory.Position,
            StrategyFamily.Sentiment,
            Horizon.Days(3),
            PriorIc: 0.02,
            Neutral: false,
            "Tetlock 2007"
        )
        {
            Reads = [Feature.SentScore, Feature.SentConf, Feature.SentMom],
            Fades = true,
        };

    public void Opine(StrategyContext context, Opinions opinions)
    {
        if (!MaySpeak.News(context, opinions) || !MaySpeak.Daily(context, opinions))
            return;
        var score = context.Features[Feature.SentScore];
        var confidence = context.Features[Feature.SentConf];
        var momentum = context.Features[Feature.SentMom];
        for (var row = 0; row < opinions.Count; row++)
        {
            if (!MaySpeak.IsShare(context, row, opinions))
                continue;
            if (!(confidence[row] > 0))
                opinions.Abstain(row, Abstention.NoNews);
            else if (Tolerance.Below(confidence[row], LeastConfidence))
                opinions.Abstain(row, Abstention.NewsTooThin);
            else if (Tolerance.Above(Math.Abs(score[row]), LeastScore))
                opinions.View(row, Conviction(score[row], confidence[row], momentum[row]));
        }
    }

    public static double Conviction(double score, double confidence, double momentum) =>
        score * confidence * (1 + (double.IsNaN(momentum) ? 0 : Math.Min(MostMomentum, Math.Abs(momentum))));
}
