using QuantFund.Core.Debate;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Features;
using QuantFund.Core.Statistics;
using QuantFund.Core.Strategies;
using QuantFund.Core.Strategies.Treatment;

namespace QuantFund.Core.Ensemble;

/// <summary>
/// Phase E: the proposals become one book: Σ v·proposal with conflicts netted and agreement rewarded, times one factor k
/// for all. Source: STRATEGIES, section E.
/// </summary>
public static class WeightedVote
{
    /// <summary>Smaller weights are not worth a trade and become zero.</summary>
    public const double LeastWeight = 0.0005;

    /// <param name="proposals">Phase C.</param>
    /// <param name="verdict">Phase D.</param>
    /// <param name="mode">The mode.</param>
    /// <param name="features">For the book's volatility.</param>
    /// <param name="stateOf">Only enabled strategies vote.</param>
    /// <param name="options">Target volatility.</param>
    /// <param name="previousScale">Last cycle's k; NaN in a new fund.</param>
    public static TargetBook Combine(
        IReadOnlyList<Proposal> proposals,
        Verdict verdict,
        FundMode mode,
        FeatureTable features,
        Func<StrategyId, StrategyState> stateOf,
        EnsembleOptions options,
        double previousScale
    )
    {
        var shares = Ballot.Shares(proposals, verdict, CategoryMultipliers.Of(mode, verdict.IntradayShare), stateOf);
        Redundancy.Apply(shares, proposals, verdict.Weights);
        var weights = Blend(proposals, shares, features.Count, out var expectedReturns, out var horizons);
        var own = PortfolioVolatility.Of(weights, features.Returns);
        var scale = BookScale.Of(options.TargetVolatility, own, previousScale);
        for (var row = 0; row < weights.Length; row++)
        {
            weights[row] *= scale;
            if (Tolerance.Below(Math.Abs(weights[row]), LeastWeight))
                weights[row] = 0;
        }
        return new TargetBook(
            features.Universe,
            mode,
            proposals,
            shares,
            scale,
            own * scale,
            weights,
            expectedReturns,
            horizons
        );
    }

    private static double[] Blend(
        IReadOnlyList<Proposal> proposals,
        double[] shares,
        int count,
        out double[] expectedReturns,
        out double[] horizons
    )
    {
        var weights = new double[count];
        expectedReturns = new double[count];
        horizons = new double[count];
        for (var row = 0; row < count; row++)
        {
            double longs = 0,
                shorts = 0,
                doubled = 0,
                gross = 0,
                gain = 0,
                horizon = 0;
            uint buyers = 0,
                sellers = 0;
            for (var i = 0; i < shares.Length; i++)
            {
                var weight = shares[i] * proposals[i].Weights[row];
                if (weight == 0)
                    continue;
                var profile = proposals[i].Profile;
                if (weight > 0)
                {
                    longs += weight;
                    buyers |= 1u << (int)profile.Family;
                }
                else
                {
                    sellers |= 1u << (int)profile.Family;
                    if (profile.Category == StrategyCategory.LongShort)
                        doubled -= weight;
                    else
                        shorts -= weight;
                }
                gross += Math.Abs(weight);
                gain += Math.Abs(weight) * proposals[i].ExpectedReturns[row];
                horizon += Math.Abs(weight) * proposals[i].HorizonSessions;
            }
            var net = Netting.Net(longs, shorts, doubled);
            var families = System.Numerics.BitOperations.PopCount(net > 0 ? buyers : sellers);
            weights[row] = net * Agreement.Factor(families);
            expectedReturns[row] = gross > 0 ? gain / gross : double.NaN;
            horizons[row] = gross > 0 ? horizon / gross : double.NaN;
        }
        return weights;
    }
}
