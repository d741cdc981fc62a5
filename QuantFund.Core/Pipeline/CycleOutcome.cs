using QuantFund.Core.Costs;
using QuantFund.Core.Ensemble;
using QuantFund.Core.Execution;
using QuantFund.Core.Learning;
using QuantFund.Core.Pipeline.Records;

namespace QuantFund.Core.Pipeline;

/// <summary>
/// What one run of the cycle leaves behind. <see cref="Memory"/> goes into the next cycle; <see cref="Answer"/> is null for a
/// preview and for a plan without trades; <see cref="Submission"/> is null when nothing was sent.
/// </summary>
public sealed class CycleOutcome
{
    private readonly Lazy<CycleRecord> record;

    /// <param name="write">Writes the record down; called at most once, and never when nobody asks, as in a backtest.</param>
    /// <param name="memory">For the next cycle.</param>
    /// <param name="plan">The trades.</param>
    /// <param name="answer">The gate's.</param>
    /// <param name="submission">What was sent.</param>
    public CycleOutcome(
        Func<CycleRecord> write,
        CycleMemory memory,
        TradePlan plan,
        GateAnswer? answer,
        Submission? submission
    )
    {
        record = new Lazy<CycleRecord>(write);
        (Memory, Plan, Answer, Submission) = (memory, plan, answer, submission);
    }

    public CycleOutcome(
        CycleRecord record,
        CycleMemory memory,
        TradePlan plan,
        GateAnswer? answer,
        Submission? submission
    )
        : this(() => record, memory, plan, answer, submission) { }

    public CycleRecord Record => record.Value;

    public CycleMemory Memory { get; }

    public TradePlan Plan { get; }

    public GateAnswer? Answer { get; }

    public Submission? Submission { get; }

    /// <summary>What the vote wanted, with every proposal; null where the outcome is not of a decision made here.</summary>
    public TargetBook? Targets { get; init; }

    /// <summary>The book that the plan leaves against its targets; null where there are none.</summary>
    public Tracking? Tracking { get; init; }

    /// <summary>Strategies whose record retires them: they are to go to shadow.</summary>
    public IReadOnlyList<Retirement> Retirements { get; init; } = [];

    /// <summary>What the decision was made from; null for a preview, and where nothing is kept to run it again.</summary>
    public CycleInputs? Inputs { get; init; }
}
