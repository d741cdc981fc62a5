using QuantFund.Core.Domain;
using QuantFund.Core.Features;
using QuantFund.Core.Strategies.Treatment;

namespace QuantFund.Core.Strategies.Position;

/// <summary>
/// Hold the liquid market, each name by the inverse of its volatility, and less of it when it is wild: conviction 1 for the
/// 40 shares with the highest adv_21 (ties to the earlier symbol), which the common sizing turns into inverse-volatility
/// weights of at most 12% portfolio volatility; in extreme volatility half of that exposure.
/// Source: Moreira and Muir 2017.
/// </summary>
public sealed class VolatilityTarget : IStrategy
{
    public const double ExtremeScale = 0.5;

    public StrategyProfile Profile { get; } =
        new(
            new StrategyId("volatility-regime-vol-target"),
            StrategyCategory.Position,
            StrategyFamily.VolatilityTarget,
            Horizon.Days(21),
            PriorIc: 0.02,
            Neutral: false,
            "Moreira, Muir 2017"
        )
        {
            Reads = [Feature.Adv21, Feature.Vol21],
        };

    public void Opine(StrategyContext context, Opinions opinions)
    {
        if (!MaySpeak.Daily(context, opinions))
            return;
        var liquidity = context.Features[Feature.Adv21];
        var candidates = new double[opinions.Count];
        for (var row = 0; row < candidates.Length; row++)
        {
            candidates[row] = double.NaN;
            if (!MaySpeak.IsShare(context, row, opinions))
                continue;
            if (double.IsNaN(liquidity[row]) || !Sizing.CanSize(context.Features, row))
                opinions.Abstain(row, Lack.OfSize(context.Features, row));
            else
            {
                candidates[row] = 1;
                opinions.Abstain(row, Abstention.LessLiquid);
            }
        }
        Span<int> chosen = stackalloc int[Strongest.Names];
        var count = Strongest.Choose(candidates, liquidity, 0, chosen);
        opinions.Exposure = context.Regime.Volatility == VolatilityLabel.Extreme ? ExtremeScale : 1;
        foreach (var row in chosen[..count])
            opinions.View(row, 1);
    }
}
