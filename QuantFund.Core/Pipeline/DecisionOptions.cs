using QuantFund.Core.Costs;
using QuantFund.Core.Ensemble;
using QuantFund.Core.Learning;
using QuantFund.Core.Risk;

namespace QuantFund.Core.Pipeline;

/// <summary>The policy that a decision follows: each phase's own options.</summary>
public sealed record DecisionOptions(
    EnsembleOptions Ensemble,
    RiskOptions Risk,
    CostOptions Costs,
    LearningOptions Learning
)
{
    public static DecisionOptions Default { get; } = new(new(), new(), new(), new());
}
