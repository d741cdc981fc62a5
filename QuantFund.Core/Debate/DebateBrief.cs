using QuantFund.Core.Domain;
using QuantFund.Core.Features;
using QuantFund.Core.Strategies;

namespace QuantFund.Core.Debate;

/// <summary>What is known of a strategy's past: its shadow book's drawdown, its outcomes in this regime, its learned weight.</summary>
public sealed record StrategyStanding(double ShadowDrawdown, int Hits, int Outcomes, double LearnedWeight)
{
    public static StrategyStanding New(double learnedWeight) => new(0, 0, 0, learnedWeight);
}

/// <summary>
/// Everything a debate may argue from. <paramref name="OneWayCosts"/>: per row, the cost of one trade of usual size as a
/// fraction; <paramref name="Standings"/> by strategy; <paramref name="Influence"/>: λ in [0, 1], the share of the learned
/// weights in the verdict.
/// </summary>
public sealed record DebateBrief(
    IReadOnlyList<Proposal> Proposals,
    FeatureTable Features,
    Regime Regime,
    ReadOnlyMemory<double> OneWayCosts,
    IReadOnlyDictionary<StrategyId, StrategyStanding> Standings,
    IReadOnlyDictionary<StrategyId, StrategyState> States,
    double Influence
);
