using QuantFund.Core.Domain;
using QuantFund.Core.Features;
using QuantFund.Core.Statistics;

namespace QuantFund.Core.Strategies.Position;

/// <summary>
/// What has risen tends to go on rising: conviction = mean of sign(ret_63), sign(ret_126), sign(ret_252), longs only;
/// × 0.5, and half the exposure, when geopolitical risk or financial stress is above 0.5. Shares only. Source: Moskowitz, Ooi and Pedersen 2012.
/// </summary>
public sealed class TimeSeriesMomentum : IStrategy
{
    public const double StressScale = 0.5;

    public StrategyProfile Profile { get; } =
        new(
            new StrategyId("time-series-momentum"),
            StrategyCategory.Position,
            StrategyFamily.Momentum,
            Horizon.Days(21),
            PriorIc: 0.03,
            Neutral: false,
            "Moskowitz, Ooi, Pedersen 2012"
        )
        {
            Reads = [Feature.Ret63, Feature.Ret126, Feature.Ret252],
        };

    public void Opine(StrategyContext context, Opinions opinions)
    {
        var features = context.Features;
        if (!MaySpeak.Daily(context, opinions))
            return;
        var scale = opinions.Exposure = Scale(features.Market.Macro);
        var quarter = features[Feature.Ret63];
        var half = features[Feature.Ret126];
        var year = features[Feature.Ret252];
        for (var row = 0; row < opinions.Count; row++)
        {
            if (!MaySpeak.IsShare(context, row, opinions))
                continue;
            if (double.IsNaN(quarter[row] + half[row] + year[row]))
                opinions.Abstain(row, Lack.OfReturn(features, row));
            else
                opinions.View(row, scale * Math.Max(0, SignMean.Of(quarter[row], half[row], year[row])));
        }
    }

    /// <summary>0.5 in stress or under geopolitical risk, else 1; what is not known scales nothing.</summary>
    public static double Scale(MacroFeatures macro) =>
        Tolerance.Above(macro.GeopoliticalRisk, MacroFeatures.HighRisk)
        || Tolerance.Above(macro.FinancialStress, MacroFeatures.HighRisk)
            ? StressScale
            : 1;
}
