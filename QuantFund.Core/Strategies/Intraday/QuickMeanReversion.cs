using QuantFund.Core.Domain;
using QuantFund.Core.Features;
using QuantFund.Core.Statistics;

namespace QuantFund.Core.Strategies.Intraday;

/// <summary>
/// A sharp half hour that neither volume nor news explains tends to come back: with z = ret_30m/(sigma_15m·√2), where
/// |z| &gt; 2, volume_ratio &lt; 1.5 and no article of the last 2 hours, conviction −clip(z, ±4)/4. Silent without a news
/// source, as it can't know that there was no news. Shares only. Source: Lehmann 1990.
/// </summary>
public sealed class QuickMeanReversion : IStrategy
{
    public const double LeastScore = 2;
    public const double MostScore = 4;
    public const double MostVolume = 1.5;
    public const double QuietHours = 2;

    public StrategyProfile Profile { get; } =
        new(
            new StrategyId("quick-mean-reversion"),
            StrategyCategory.Intraday,
            StrategyFamily.Reversion,
            Horizon.Minutes(30),
            PriorIc: 0.05,
            Neutral: false,
            "Lehmann 1990"
        )
        {
            Reads = [Feature.Ret30m, Feature.Sigma15m, Feature.VolumeRatio, Feature.NewsAge],
        };

    public void Opine(StrategyContext context, Opinions opinions)
    {
        if (!MaySpeak.Intraday(context, opinions) || !MaySpeak.News(context, opinions))
            return;
        var features = context.Features;
        var move = features[Feature.Ret30m];
        var sigma = features[Feature.Sigma15m];
        var volume = features[Feature.VolumeRatio];
        var age = features[Feature.NewsAge];
        for (var row = 0; row < opinions.Count; row++)
        {
            if (!MaySpeak.IsShare(context, row, opinions))
                continue;
            var score = HalfHourScore.Of(move[row], sigma[row]);
            if (double.IsNaN(score + volume[row]) || !(sigma[row] > 0))
                opinions.Abstain(
                    row,
                    Lack.OfSession(features, row, Feature.Ret30m, Feature.Sigma15m, Feature.VolumeRatio)
                );
            else if (Tolerance.AtMost(age[row], QuietHours))
                opinions.Abstain(row, Abstention.NewsExplainsMove);
            else if (Tolerance.Above(Math.Abs(score), LeastScore) && Tolerance.Below(volume[row], MostVolume))
                opinions.View(row, -Math.Clamp(score, -MostScore, MostScore) / MostScore);
        }
    }
}
