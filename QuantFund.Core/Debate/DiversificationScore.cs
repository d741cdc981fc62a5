using System.Numerics.Tensors;
using QuantFund.Core.Features;
using QuantFund.Core.Statistics;
using QuantFund.Core.Strategies;
using QuantFund.Core.Strategies.Treatment;

namespace QuantFund.Core.Debate;

/// <summary>
/// 1 − mean positive correlation of the proposal's with the other speaking proposals' returns, had today's weights been held
/// over the last 63 sessions. 1 when it speaks alone. Source: STRATEGIES, section D1.
/// </summary>
public static class DiversificationScore
{
    public static double[] Of(IReadOnlyList<Proposal> proposals, ReturnPanel returns)
    {
        var paths = new double[proposals.Count][];
        for (var i = 0; i < paths.Length; i++)
            paths[i] = Path(proposals[i], returns);
        var scores = new double[proposals.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            double sum = 0;
            var others = 0;
            for (var j = 0; j < scores.Length; j++)
            {
                if (j == i || !proposals[j].Speaks)
                    continue;
                var correlation = Correlation.Pearson(paths[i], paths[j]);
                sum += double.IsNaN(correlation) ? 0 : Math.Max(0, correlation);
                others++;
            }
            scores[i] = others == 0 ? 1 : 1 - (sum / others);
        }
        return scores;
    }

    private static double[] Path(Proposal proposal, ReturnPanel returns)
    {
        var path = new double[PortfolioVolatility.Sessions];
        if (!proposal.Speaks)
            return path;
        for (var row = 0; row < returns.Symbols; row++)
            if (proposal.Weights[row] != 0 && returns.Has(row, path.Length))
                TensorPrimitives.MultiplyAdd(returns.Last(row, path.Length), proposal.Weights[row], path, path);
        return path;
    }
}
