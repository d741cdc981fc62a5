using QuantFund.Core.Domain;
using QuantFund.Core.Features;
using QuantFund.Core.Statistics;

namespace QuantFund.Core.Strategies.Position;

/// <summary>
/// A close far from its 20-day mean tends back to it: z_20 &lt; −2 → min(1, −z/4), z_20 &gt; 2 → −min(1, z/4); × 0.3, as its exposure, when
/// financial stress is above 0.5; × 0.2 where a strong trend of the market (strength above 0.6) goes against the position.
/// Shares only. Source: Jegadeesh 1990.
/// </summary>
public sealed class MeanReversion : IStrategy
{
    public const double LeastScore = 2;
    public const double FullScore = 4;
    public const double StressScale = 0.3;
    public const double TrendScale = 0.2;

    public StrategyProfile Profile { get; } =
        new(
            new StrategyId("mean-reversion"),
            StrategyCategory.Position,
            StrategyFamily.Reversion,
            Horizon.Days(5),
            PriorIc: 0.02,
            Neutral: false,
            "Jegadeesh 1990"
        )
        {
            Reads = [Feature.Z20],
        };

    public void Opine(StrategyContext context, Opinions opinions)
    {
        if (!MaySpeak.Daily(context, opinions))
            return;
        var calm = opinions.Exposure = Tolerance.Above(
            context.Features.Market.Macro.FinancialStress,
            MacroFeatures.HighRisk
        )
            ? StressScale
            : 1;
        var against = context.Regime.StrongTrend ? context.Regime.Trend : TrendLabel.Neutral;
        var score = context.Features[Feature.Z20];
        for (var row = 0; row < opinions.Count; row++)
        {
            if (!MaySpeak.IsShare(context, row, opinions))
                continue;
            if (double.IsNaN(score[row]))
                opinions.Abstain(row, Lack.OfDeviation(context.Features, row, Feature.Sma20));
            else
                opinions.View(row, calm * Conviction(score[row], against));
        }
    }

    /// <summary>The conviction before stress; <paramref name="strong"/>: the strong trend there is, neutral for none.</summary>
    public static double Conviction(double score, TrendLabel strong)
    {
        if (!Tolerance.Above(Math.Abs(score), LeastScore))
            return 0;
        var conviction = -Math.Sign(score) * Math.Min(1, Math.Abs(score) / FullScore);
        var opposed = conviction > 0 ? strong == TrendLabel.Down : strong == TrendLabel.Up;
        return opposed ? conviction * TrendScale : conviction;
    }
}
