using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Features;
using QuantFund.Core.Strategies;
using QuantFund.Testing.Decision;

namespace QuantFund.Core.Tests.Strategies;

/// <summary>Features of a small market in which one share is set by hand, and a strategy asked about it.</summary>
internal static class RuleBench
{
    public const int Share = 15;

    public static FeatureTable Features() => FeatureEngine.Build(new RandomWalk(30).Snapshot());

    public static FeatureTable With(params (Feature Feature, double Value)[] values)
    {
        var features = Features();
        foreach (var (feature, value) in values)
            features.Column(feature)[Share] = value;
        return features;
    }

    public static Regime Calm { get; } =
        new(TrendLabel.Neutral, 0, VolatilityLabel.Normal, RiskLabel.Neutral, 0, 0.3, 18, VixSource.Index);

    public static Opinions Opine(IStrategy strategy, FeatureTable features, Regime? regime = null)
    {
        var opinions = new Opinions(features.Count);
        var held = new double[features.Count];
        Array.Fill(held, double.NaN);
        strategy.Opine(
            new StrategyContext(features, regime ?? Calm, new RandomWalk(1).Session, new bool[features.Count], held),
            opinions
        );
        return opinions;
    }

    /// <summary>The conviction on the share set by hand, NaN for none.</summary>
    public static double Conviction(IStrategy strategy, FeatureTable features, Regime? regime = null) =>
        Opine(strategy, features, regime).Convictions[Share];
}
