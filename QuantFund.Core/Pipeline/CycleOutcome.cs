using QuantFund.Core.Costs;
using QuantFund.Core.Execution;

namespace QuantFund.Core.Pipeline;

/// <summary>
/// What one run of the cycle leaves behind. <paramref name="Memory"/> goes into the next cycle;
/// <paramref name="Answer"/> is null for a preview and for a plan without trades; <paramref name="Submission"/> is null
/// when nothing was sent.
/// </summary>
public sealed record CycleOutcome(
    CycleRecord Record,
    CycleMemory Memory,
    TradePlan Plan,
    GateAnswer? Answer,
    Submission? Submission
)
{
    /// <summary>What the decision was made from; null for a preview, and where nothing is kept to run it again.</summary>
    public CycleInputs? Inputs { get; init; }
}
