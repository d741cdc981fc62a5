using QuantFund.Core.Domain;
using QuantFund.Core.Features;
using QuantFund.Core.Statistics;

namespace QuantFund.Core.Strategies.Intraday;

/// <summary>
/// A strong half hour on strong volume tends to go on: where |ret_30m| &gt; 0.5% and volume_ratio &gt; 1.5, conviction
/// clip(ret_30m/(sigma_15m·√2), ±3)/3. A long is dropped when sent_score &lt; −0.5 or rsi_14 &gt; 75, a short when
/// sent_score &gt; 0.5 or rsi_14 &lt; 25; what is not known drops nothing. Shares only.
/// Source: Gao, Han, Li and Zhou 2018.
/// </summary>
public sealed class IntradayMomentum : IStrategy
{
    public const double LeastReturn = 0.005;
    public const double LeastVolume = 1.5;
    public const double MostScore = 3;
    public const double NewsScore = 0.5;
    public const double Overbought = 75;
    public const double Oversold = 25;

    public StrategyProfile Profile { get; } =
        new(
            new StrategyId("intraday-momentum"),
            StrategyCategory.Intraday,
            StrategyFamily.Momentum,
            Horizon.Minutes(60),
            PriorIc: 0.05,
            Neutral: false,
            "Gao, Han, Li, Zhou 2018"
        )
        {
            Reads = [Feature.Ret30m, Feature.Sigma15m, Feature.VolumeRatio, Feature.Rsi14, Feature.SentScore],
        };

    public void Opine(StrategyContext context, Opinions opinions)
    {
        if (!MaySpeak.Intraday(context, opinions))
            return;
        var features = context.Features;
        var move = features[Feature.Ret30m];
        var sigma = features[Feature.Sigma15m];
        var volume = features[Feature.VolumeRatio];
        var strength = features[Feature.Rsi14];
        var news = features[Feature.SentScore];
        for (var row = 0; row < opinions.Count; row++)
        {
            if (!MaySpeak.IsShare(context, row, opinions))
                continue;
            if (double.IsNaN(move[row] + volume[row]) || !(sigma[row] > 0))
                opinions.Abstain(
                    row,
                    Lack.OfSession(features, row, Feature.Ret30m, Feature.Sigma15m, Feature.VolumeRatio)
                );
            else if (Tolerance.Above(Math.Abs(move[row]), LeastReturn) && Tolerance.Above(volume[row], LeastVolume))
                Opine(row, HalfHourScore.Of(move[row], sigma[row]), strength[row], news[row], opinions);
        }
    }

    private static void Opine(int row, double score, double strength, double news, Opinions opinions)
    {
        if (score > 0 ? Tolerance.Below(news, -NewsScore) : Tolerance.Above(news, NewsScore))
            opinions.Abstain(row, Abstention.NewsAgainst);
        else if (score > 0 ? Tolerance.Above(strength, Overbought) : Tolerance.Below(strength, Oversold))
            opinions.Abstain(row, Abstention.Overextended);
        else
            opinions.View(row, Math.Clamp(score, -MostScore, MostScore) / MostScore);
    }
}
