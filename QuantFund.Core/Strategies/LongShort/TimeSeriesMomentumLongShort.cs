using QuantFund.Core.Domain;
using QuantFund.Core.Features;
using QuantFund.Core.Strategies.Position;

namespace QuantFund.Core.Strategies.LongShort;

/// <summary>
/// What has risen tends to go on rising, what has fallen falling: conviction = mean of sign(ret_63), sign(ret_126),
/// sign(ret_252), both signs, gross 1; × 0.5 when geopolitical risk or financial stress is above 0.5. Dollar- and
/// sector-neutral. Shares only. Source: Moskowitz, Ooi and Pedersen 2012.
/// </summary>
public sealed class TimeSeriesMomentumLongShort : IStrategy
{
    public StrategyProfile Profile { get; } =
        new(
            new StrategyId("ts-momentum-ls"),
            StrategyCategory.LongShort,
            StrategyFamily.Momentum,
            Horizon.Days(21),
            PriorIc: 0.03,
            Neutral: true,
            "Moskowitz, Ooi, Pedersen 2012"
        )
        {
            Reads = [Feature.Ret63, Feature.Ret126, Feature.Ret252],
        };

    public void Opine(StrategyContext context, Opinions opinions)
    {
        if (!MaySpeak.Daily(context, opinions))
            return;
        var scale = TimeSeriesMomentum.Scale(context.Features.Market.Macro);
        var quarter = context.Features[Feature.Ret63];
        var half = context.Features[Feature.Ret126];
        var year = context.Features[Feature.Ret252];
        for (var row = 0; row < opinions.Count; row++)
        {
            if (!MaySpeak.IsShare(context, row, opinions))
                continue;
            if (double.IsNaN(quarter[row] + half[row] + year[row]))
                opinions.Abstain(row, Lack.OfReturn(context.Features, row));
            else
                opinions.View(row, scale * SignMean.Of(quarter[row], half[row], year[row]));
        }
    }
}
