using QuantFund.Core.Domain;
using QuantFund.Core.Features;

namespace QuantFund.Core.Strategies.Futures;

/// <summary>
/// Trends of whole markets go on: conviction = mean of sign(ret_21), sign(ret_63), sign(ret_252) of each futures proxy,
/// both signs; brought to equal volatility in sizing. Source: Hurst, Ooi and Pedersen 2017.
/// </summary>
public sealed class FuturesTrend : IStrategy
{
    public StrategyProfile Profile { get; } =
        new(
            new StrategyId("futures-trend"),
            StrategyCategory.Futures,
            StrategyFamily.Momentum,
            Horizon.Days(21),
            PriorIc: 0.03,
            Neutral: false,
            "Hurst, Ooi, Pedersen 2017"
        )
        {
            Reads = [Feature.Ret21, Feature.Ret63, Feature.Ret252],
        };

    public void Opine(StrategyContext context, Opinions opinions)
    {
        if (!MaySpeak.Daily(context, opinions))
            return;
        var month = context.Features[Feature.Ret21];
        var quarter = context.Features[Feature.Ret63];
        var year = context.Features[Feature.Ret252];
        for (var row = 0; row < opinions.Count; row++)
        {
            if (!MaySpeak.IsFuturesProxy(context, row, opinions))
                continue;
            if (double.IsNaN(month[row] + quarter[row] + year[row]))
                opinions.Abstain(row, Lack.OfReturn(context.Features, row));
            else
                opinions.View(row, SignMean.Of(month[row], quarter[row], year[row]));
        }
    }
}
