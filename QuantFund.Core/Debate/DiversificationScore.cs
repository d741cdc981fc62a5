using QuantFund.Core.Strategies;

namespace QuantFund.Core.Debate;

/// <summary>
/// 1 − mean positive correlation of the proposal's with the other speaking proposals' returns. 1 when it speaks alone.
/// Source: STRATEGIES, section D1.
/// </summary>
public static class DiversificationScore
{
    public static double[] Of(IReadOnlyList<Proposal> proposals, ProposalCorrelations correlations)
    {
        var scores = new double[proposals.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            double sum = 0;
            var others = 0;
            for (var j = 0; j < scores.Length; j++)
            {
                if (j == i || !proposals[j].Speaks)
                    continue;
                var correlation = correlations[i, j];
                sum += double.IsNaN(correlation) ? 0 : Math.Max(0, correlation);
                others++;
            }
            scores[i] = others == 0 ? 1 : 1 - (sum / others);
        }
        return scores;
    }
}
