using QuantFund.Core.Costs;
using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Views;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Pipeline.Records;

namespace QuantFund.Core.Fund.Cycles;

/// <summary>Cycles, their slots, plans and complete records; and the memory that the last cycle left.</summary>
public interface ICycleStore
{
    /// <summary>
    /// Takes the slot for this process: writes its unique row and the cycle as running. False when the slot was taken
    /// before, by whomever.
    /// </summary>
    Task<bool> ClaimAsync(CycleView cycle, CancellationToken cancellation);

    /// <summary>Writes the cycle's new state.</summary>
    Task UpdateAsync(CycleView cycle, CancellationToken cancellation);

    /// <summary>Step 1 of the order path: the plan is stored before anything is done with it.</summary>
    Task StorePlanAsync(CycleView cycle, TradePlan plan, CancellationToken cancellation);

    /// <summary>
    /// The record of the decision, before anything of it is sent: whatever becomes of the cycle, each of its fills is
    /// explained. What follows the plan is added by <see cref="FinishAsync"/>.
    /// </summary>
    Task DecideAsync(CycleRecord record, CancellationToken cancellation);

    /// <summary>The newest slot that has a row; null before the first.</summary>
    Task<DateTimeOffset?> LastSlotAsync(CancellationToken cancellation);

    /// <summary>
    /// The end of a cycle in one transaction: its state, its complete record, the memory for the next one, and what it was
    /// decided from, as long as the store is told to keep that.
    /// </summary>
    Task FinishAsync(CycleView cycle, CycleOutcome outcome, CancellationToken cancellation);

    Task<CycleMemory> MemoryAsync(CancellationToken cancellation);

    Task<CycleView?> FindAsync(CycleId id, CancellationToken cancellation);

    /// <summary>The complete record as stored JSON, whatever its version; null when the cycle has none.</summary>
    Task<string?> RecordAsync(CycleId id, CancellationToken cancellation);

    /// <summary>What the cycle was decided from, or why that is not there.</summary>
    Task<InputsReading> InputsAsync(CycleId id, CancellationToken cancellation);

    /// <summary>What the last sessions taught, oldest first, at most so many.</summary>
    Task<IReadOnlyList<LearningDay>> LearningDaysAsync(int most, CancellationToken cancellation);

    /// <summary>The stored plan of a cycle; null when it made none.</summary>
    Task<PlanView?> PlanAsync(CycleId id, CancellationToken cancellation);

    /// <summary>Cycles that a stopped process left unfinished.</summary>
    Task<IReadOnlyList<CycleView>> UnfinishedAsync(CancellationToken cancellation);

    /// <summary>Newest first.</summary>
    Task<Page<CycleView>> PageAsync(int limit, string? cursor, CancellationToken cancellation);
}

/// <summary>A cycle's stored inputs, or the sentence that says why there are none.</summary>
public abstract record InputsReading
{
    private InputsReading() { }

    public sealed record Found(CycleInputs Inputs) : InputsReading;

    public sealed record Missing(string Reason) : InputsReading;
}
