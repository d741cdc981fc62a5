using System.Text.Json;
using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Pipeline.Records;
using QuantFund.Core.Strategies;

namespace QuantFund.Core.Fund.Cycles;

/// <summary>
/// A stored cycle and the same one run again. <paramref name="Equal"/>: both hashes and every field of both records agree,
/// timings apart. <paramref name="Note"/>: what else bears on a difference, such as another program having decided.
/// </summary>
public sealed record ReplayReport(
    CycleId Id,
    string StoredHash,
    string RecomputedHash,
    bool Equal,
    RecordDifference? FirstDifference,
    string? Note
);

/// <summary>What asking for a replay came to.</summary>
public abstract record ReplayAnswer
{
    private ReplayAnswer() { }

    public sealed record Done(ReplayReport Report) : ReplayAnswer;

    public sealed record UnknownCycle : ReplayAnswer
    {
        public static UnknownCycle Instance { get; } = new();
    }

    /// <summary>The cycle is known and can't be run again: why.</summary>
    public sealed record Impossible(string Reason) : ReplayAnswer;
}

/// <summary>Runs a stored cycle again from its stored inputs and compares. Changes nothing, and needs the store alone.</summary>
public sealed class CycleReplay(ICycleStore cycles, StrategyRoster roster, TimeProvider wall)
{
    public async Task<ReplayAnswer> RunAsync(CycleId id, CancellationToken cancellation)
    {
        if (await cycles.FindAsync(id, cancellation) is not { } cycle)
            return ReplayAnswer.UnknownCycle.Instance;
        // The record is there from the decision on, what it was decided from once the cycle has ended.
        if (cycle.FinishedAt is null)
            return new ReplayAnswer.Impossible($"{id} has not ended yet.");
        if (await cycles.RecordAsync(id, cancellation) is not { } json)
            return new ReplayAnswer.Impossible($"{id} made no decision: {cycle.Reason}");
        var reading = await cycles.InputsAsync(id, cancellation);
        if (reading is InputsReading.Missing missing)
            return new ReplayAnswer.Impossible(missing.Reason);
        var inputs = ((InputsReading.Found)reading).Inputs;
        if (DecisionReplay.Obstacle(inputs) is { } obstacle)
            return new ReplayAnswer.Impossible(obstacle);

        var stored = StoredRecord.Read(json);
        var again = await DecisionReplay.RunAsync(inputs, stored, roster, wall, cancellation);
        var recomputed = again.Record;
        var difference = RecordDifference.Between(
            JsonElement.Parse(json),
            JsonSerializer.SerializeToElement(recomputed, FundJson.Options)
        );
        return new ReplayAnswer.Done(
            new ReplayReport(id, stored.Hash, recomputed.Hash, difference is null, difference, NoteOn(inputs))
        );
    }

    private static string? NoteOn(CycleInputs inputs) =>
        string.Equals(inputs.Build, CoreBuild.Id, StringComparison.Ordinal)
            ? null
            : "Another build of the program made this decision.";
}
