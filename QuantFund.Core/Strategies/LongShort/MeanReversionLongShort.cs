using QuantFund.Core.Domain;
using QuantFund.Core.Features;
using QuantFund.Core.Statistics;

namespace QuantFund.Core.Strategies.LongShort;

/// <summary>
/// What a share did beyond market and sector tends to revert. On the s-score of its 60-day residual against SPY and its
/// sector's fund: s &lt; −1.25: long until s &gt; −0.5; s &gt; 1.25: short until s &lt; 0.5; conviction −clip(s, ±3)/3. Where the
/// sector's fund is missing SPY stands alone. Dollar- and sector-neutral. Source: Avellaneda and Lee 2010.
/// </summary>
public sealed class MeanReversionLongShort : IStrategy
{
    public const double Entry = 1.25;
    public const double Exit = 0.5;
    public const double MostScore = 3;

    public StrategyProfile Profile { get; } =
        new(
            new StrategyId("mean-reversion-ls"),
            StrategyCategory.LongShort,
            StrategyFamily.Reversion,
            Horizon.Days(5),
            PriorIc: 0.025,
            Neutral: true,
            "Avellaneda, Lee 2010"
        )
        {
            ReadsBeside = ["60 daily returns", "60 daily returns of SPY", "60 daily returns of its sector's fund"],
        };

    public void Opine(StrategyContext context, Opinions opinions)
    {
        var features = context.Features;
        if (!Readiness.Daily(context, opinions))
            return;
        var spy = features.Universe.IndexOf(SectorFunds.Market);
        if (spy < 0 || !features.Returns.Has(spy, ResidualScore.Sessions))
        {
            opinions.StaySilent(Abstention.FeatureMissing, "SPY's returns are missing.");
            return;
        }
        var market = ResidualScore.Factor(features.Returns.Last(spy, ResidualScore.Sessions), []);
        var sectors = SectorFactors(features, market);
        var sectorOf = features.Universe.SectorOfRow;
        var held = context.Held.Span;
        for (var row = 0; row < opinions.Count; row++)
        {
            if (!Readiness.IsShare(context, row, opinions))
                continue;
            if (!features.Returns.Has(row, ResidualScore.Sessions))
                opinions.Abstain(row, Abstention.NotEnoughHistory);
            else
                Opine(
                    row,
                    ResidualScore.Of(
                        features.Returns.Last(row, ResidualScore.Sessions),
                        market,
                        sectors[sectorOf[row]]
                    ),
                    held[row],
                    opinions
                );
        }
    }

    /// <summary>The rule for one share: enter beyond ±1.25, stay until ±0.5.</summary>
    /// <param name="row">The share.</param>
    /// <param name="score">Its s-score; NaN = its residual does not revert.</param>
    /// <param name="held">The conviction held, NaN for none.</param>
    /// <param name="opinions">Where the opinion goes.</param>
    public static void Opine(int row, double score, double held, Opinions opinions)
    {
        var conviction = -Math.Clamp(score, -MostScore, MostScore) / MostScore;
        if (double.IsNaN(score))
            opinions.Abstain(row, Abstention.NoSignal);
        else if (Tolerance.Above(Math.Abs(score), Entry))
            opinions.View(row, conviction);
        else if (held > 0 && Tolerance.AtMost(score, -Exit))
            opinions.View(row, conviction);
        else if (held < 0 && Tolerance.AtLeast(score, Exit))
            opinions.View(row, conviction);
        else
            opinions.Abstain(row, double.IsNaN(held) ? Abstention.NoSignal : Abstention.RuleEnded);
    }

    private static double[][] SectorFactors(FeatureTable features, double[] market)
    {
        var factors = new double[features.Universe.Sectors.Count][];
        for (var sector = 0; sector < factors.Length; sector++)
        {
            var fund = SectorFunds.Of(features.Universe.Sectors[sector]) is { } symbol
                ? features.Universe.IndexOf(symbol)
                : -1;
            factors[sector] =
                fund >= 0 && features.Returns.Has(fund, ResidualScore.Sessions)
                    ? ResidualScore.Factor(features.Returns.Last(fund, ResidualScore.Sessions), market)
                    : [];
        }
        return factors;
    }
}
