using QuantFund.Core.Features;
using QuantFund.Core.Statistics;

namespace QuantFund.Core.Strategies.Treatment;

/// <summary>
/// Tilts a conviction towards the news: × (1 + 0.2·s·conf·sign(conviction)), clipped to [−1, 1], where |s| ≥ 0.3 and
/// conf ≥ 0.4; elsewhere, and without news, nothing changes. Source: STRATEGIES, section C (seed).
/// </summary>
public static class SentimentTilt
{
    public const double Strength = 0.2;
    public const double LeastScore = 0.3;
    public const double LeastConfidence = 0.4;

    public static double Of(double conviction, double score, double confidence) =>
        Tolerance.AtLeast(Math.Abs(score), LeastScore) && Tolerance.AtLeast(confidence, LeastConfidence)
            ? Math.Clamp(conviction * (1 + (Strength * score * confidence * Math.Sign(conviction))), -1, 1)
            : conviction;

    internal static double[] Apply(ReadOnlySpan<double> convictions, FeatureTable features)
    {
        var (score, confidence) = (Feature.SentScore, Feature.SentConf);
        var tilted = convictions.ToArray();
        for (var row = 0; row < tilted.Length; row++)
            if (!double.IsNaN(tilted[row]))
                tilted[row] = Of(tilted[row], features[score, row], features[confidence, row]);
        return tilted;
    }
}
