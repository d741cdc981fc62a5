using QuantFund.Core.Debate;
using QuantFund.Core.Domain;
using QuantFund.Core.Strategies;

namespace QuantFund.Core.Ensemble;

/// <summary>
/// v, each strategy's share of capital before redundancy: within a category proportional to the verdict's weight over its
/// enabled strategies, summing to the category's multiplier. An enabled strategy that abstains counts with the mean of
/// those in its category that speak, and its share stays cash; with none speaking the whole category stays cash.
/// Source: STRATEGIES, section E.
/// </summary>
public static class Ballot
{
    public static double[] Shares(
        IReadOnlyList<Proposal> proposals,
        Verdict verdict,
        CategoryMultipliers multipliers,
        Func<StrategyId, StrategyState> stateOf
    )
    {
        var shares = new double[proposals.Count];
        for (var i = 0; i < shares.Length; i++)
        {
            if (!proposals[i].Speaks || stateOf(proposals[i].Profile.Id) != StrategyState.Enabled)
                continue;
            var category = proposals[i].Profile.Category;
            double spoken = 0;
            int speaking = 0,
                enabled = 0;
            for (var j = 0; j < shares.Length; j++)
            {
                if (
                    !CategoryMultipliers.Share(category, proposals[j].Profile.Category)
                    || stateOf(proposals[j].Profile.Id) != StrategyState.Enabled
                )
                    continue;
                enabled++;
                if (!proposals[j].Speaks)
                    continue;
                spoken += verdict.Weights[j];
                speaking++;
            }
            var total = spoken * enabled / speaking;
            shares[i] = total > 0 ? multipliers[category] * verdict.Weights[i] / total : 0;
        }
        return shares;
    }
}
