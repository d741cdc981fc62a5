using QuantFund.Core.Features;
using QuantFund.Core.Strategies;

namespace QuantFund.Core.Debate;

/// <summary>
/// Whether a proposal goes with the news and with the macro picture, in [0, 1]. NaN where nothing is known.
/// Source: STRATEGIES, section D1.
/// </summary>
public static class AlignmentScore
{
    /// <summary>(1 + a)/2, a = Σ|w|·conf·sign(w)·s / Σ|w|·conf over the names held that have news.</summary>
    public static double Sentiment(Proposal proposal, FeatureTable features)
    {
        var score = features[Feature.SentScore];
        var confidence = features[Feature.SentConf];
        double agreement = 0,
            weights = 0;
        for (var row = 0; row < features.Count; row++)
        {
            var weight = proposal.Weights[row];
            if (weight == 0 || double.IsNaN(score[row]))
                continue;
            agreement += weight * confidence[row] * score[row];
            weights += Math.Abs(weight) * confidence[row];
        }
        return weights > 0 ? (1 + (agreement / weights)) / 2 : double.NaN;
    }

    /// <summary>(1 − stress·net)/2: a net long book suits a calm world. Stress: mean of financial stress and geopolitical risk, of those known; net: Σw/Σ|w|.</summary>
    public static double Macro(Proposal proposal, MacroFeatures macro)
    {
        var stress =
            double.IsNaN(macro.FinancialStress) ? macro.GeopoliticalRisk
            : double.IsNaN(macro.GeopoliticalRisk) ? macro.FinancialStress
            : (macro.FinancialStress + macro.GeopoliticalRisk) / 2;
        double net = 0,
            gross = 0;
        foreach (var weight in proposal.Weights)
        {
            net += weight;
            gross += Math.Abs(weight);
        }
        return gross > 0 ? (1 - (stress * net / gross)) / 2 : double.NaN;
    }
}
