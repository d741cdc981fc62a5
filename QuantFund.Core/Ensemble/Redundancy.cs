using QuantFund.Core.Statistics;
using QuantFund.Core.Strategies;

namespace QuantFund.Core.Ensemble;

/// <summary>
/// A proposal that repeats a higher-ranked one counts less: with c the largest cosine of its weights with those of any
/// voting proposal of higher verdict, v shrinks by 30%·(c − .3)/(1 − .3) where c &gt; .3. Source: STRATEGIES, section E.
/// </summary>
public static class Redundancy
{
    public const double Threshold = 0.3;
    public const double MostShrinkage = 0.3;

    public static double Factor(double cosine) =>
        cosine > Threshold ? 1 - (MostShrinkage * Math.Min(1, (cosine - Threshold) / (1 - Threshold))) : 1;

    /// <summary>Shrinks the shares in place. Equal verdicts rank in roster order.</summary>
    public static void Apply(Span<double> shares, IReadOnlyList<Proposal> proposals, IReadOnlyList<double> verdict)
    {
        for (var i = 0; i < shares.Length; i++)
        {
            if (shares[i] == 0)
                continue;
            var largest = 0.0;
            for (var j = 0; j < shares.Length; j++)
                if (j != i && shares[j] > 0 && (verdict[j] > verdict[i] || (verdict[j].Equals(verdict[i]) && j < i)))
                    largest = Math.Max(largest, Correlation.Cosine(proposals[i].Weights, proposals[j].Weights));
            shares[i] *= Factor(largest);
        }
    }
}
