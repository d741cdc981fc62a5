using QuantFund.Core.Domain;
using QuantFund.Core.Features;
using QuantFund.Core.Statistics;

namespace QuantFund.Core.Strategies.Position;

/// <summary>
/// Winners of the last half year, less its last month, go on winning against the others: the top decile by mom_6_1,
/// conviction by rank within it, from 1/k for the last to 1 for the best of k names; × 0.4, as its exposure, in risk-off. Shares only, at
/// least 10 of them. Source: Jegadeesh and Titman 1993.
/// </summary>
public sealed class CrossSectionMomentum : IStrategy
{
    public const double TopFraction = 0.1;
    public const double RiskOffScale = 0.4;
    public const int LeastNames = 10;

    public StrategyProfile Profile { get; } =
        new(
            new StrategyId("cross-section-momentum"),
            StrategyCategory.Position,
            StrategyFamily.Momentum,
            Horizon.Days(21),
            PriorIc: 0.03,
            Neutral: false,
            "Jegadeesh, Titman 1993"
        )
        {
            Reads = [Feature.Mom6To1],
        };

    public void Opine(StrategyContext context, Opinions opinions)
    {
        var features = context.Features;
        if (!MaySpeak.Daily(context, opinions))
            return;
        var momentum = features[Feature.Mom6To1];
        var rows = new List<int>(opinions.Count);
        var values = new List<double>(opinions.Count);
        for (var row = 0; row < opinions.Count; row++)
        {
            if (!MaySpeak.IsShare(context, row, opinions))
                continue;
            if (double.IsNaN(momentum[row]))
                opinions.Abstain(row, Lack.OfReturn(features, row));
            else
            {
                rows.Add(row);
                values.Add(momentum[row]);
            }
        }
        if (rows.Count < LeastNames)
        {
            foreach (var row in rows)
                opinions.Abstain(row, Abstention.TooFewNames);
            return;
        }
        var ranks = Ranks.Of([.. values]);
        var scale = opinions.Exposure = context.Regime.Risk == RiskLabel.Off ? RiskOffScale : 1;
        for (var i = 0; i < ranks.Length; i++)
            opinions.View(rows[i], scale * Conviction(ranks[i], rows.Count));
    }

    /// <summary>Rank 1 is the weakest of <paramref name="names"/>; 0 outside the top decile.</summary>
    public static double Conviction(double rank, int names)
    {
        var top = Tolerance.Whole(names * TopFraction);
        return Math.Max(0, (rank - (names - top)) / top);
    }
}
