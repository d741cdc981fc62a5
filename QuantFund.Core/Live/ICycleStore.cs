using QuantFund.Core.Costs;
using QuantFund.Core.Domain;
using QuantFund.Core.Pipeline;

namespace QuantFund.Core.Live;

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

    /// <summary>The end of a cycle: its state, its complete record and the memory for the next one, in one transaction.</summary>
    Task FinishAsync(CycleView cycle, CycleRecord record, CycleMemory memory, CancellationToken cancellation);

    Task<CycleMemory> MemoryAsync(CancellationToken cancellation);

    Task<CycleView?> FindAsync(CycleId id, CancellationToken cancellation);

    /// <summary>The complete record as stored JSON, whatever its version; null when the cycle has none.</summary>
    Task<string?> RecordAsync(CycleId id, CancellationToken cancellation);

    /// <summary>The stored plan of a cycle; null when it made none.</summary>
    Task<PlanView?> PlanAsync(CycleId id, CancellationToken cancellation);

    /// <summary>Cycles that a stopped process left unfinished.</summary>
    Task<IReadOnlyList<CycleView>> UnfinishedAsync(CancellationToken cancellation);

    /// <summary>Newest first.</summary>
    Task<Page<CycleView>> PageAsync(int limit, string? cursor, CancellationToken cancellation);
}
