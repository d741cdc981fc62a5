using QuantFund.Core.Domain;
using QuantFund.Core.Features;
using QuantFund.Core.Statistics;

namespace QuantFund.Core.Strategies.Intraday;

/// <summary>
/// Prices that strayed from the session's volume-weighted mean tend back to it: where 1 ≤ |vwap_z| ≤ 3, conviction
/// −vwap_z/3; none where |sent_score| &gt; 0.5 with confidence &gt; 0.5, as news then explains the move. Shares only.
/// Source: STRATEGIES, section C.
/// </summary>
public sealed class VwapReversion : IStrategy
{
    public const double LeastScore = 1;
    public const double MostScore = 3;
    public const double NewsScore = 0.5;
    public const double NewsConfidence = 0.5;

    public StrategyProfile Profile { get; } =
        new(
            new StrategyId("vwap-reversion"),
            StrategyCategory.Intraday,
            StrategyFamily.Reversion,
            Horizon.Minutes(60),
            PriorIc: 0.05,
            Neutral: false,
            "STRATEGIES, section C"
        )
        {
            Reads = [Feature.VwapZ, Feature.SentScore, Feature.SentConf],
        };

    public void Opine(StrategyContext context, Opinions opinions)
    {
        var features = context.Features;
        if (!MaySpeak.Intraday(context, opinions))
            return;
        var deviation = features[Feature.VwapZ];
        var score = features[Feature.SentScore];
        var confidence = features[Feature.SentConf];
        for (var row = 0; row < opinions.Count; row++)
        {
            var z = deviation[row];
            if (!MaySpeak.IsShare(context, row, opinions))
                continue;
            if (double.IsNaN(z))
                opinions.Abstain(row, Lack.OfSession(features, row, Feature.VwapZ));
            else if (
                Tolerance.Above(Math.Abs(score[row]), NewsScore) && Tolerance.Above(confidence[row], NewsConfidence)
            )
                opinions.Abstain(row, Abstention.NewsExplainsMove);
            else if (Tolerance.AtLeast(Math.Abs(z), LeastScore) && Tolerance.AtMost(Math.Abs(z), MostScore))
                opinions.View(row, -z / MostScore);
        }
    }
}
