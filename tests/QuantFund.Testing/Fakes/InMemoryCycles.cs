using System.Text.Json;
using QuantFund.Core.Costs;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.Views;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Pipeline.Records;

namespace QuantFund.Testing.Fakes;

public sealed class InMemoryCycles(InMemoryFund fund, InMemoryJournal journal, KillSwitch kill) : ICycleStore
{
    public Task<bool> ClaimAsync(CycleView cycle, CancellationToken cancellation) =>
        Task.FromResult(
            journal.Change(() =>
            {
                if (Full)
                    throw new IOException("The disk is full.");
                if (fund.Cycles.Exists(c => c.Id == cycle.Id || (c.Slot is not null && c.Slot == cycle.Slot)))
                    return false;
                fund.Cycles.Add(cycle);
                journal.Record(new FundFact.CycleChanged(cycle));
                return true;
            })
        );

    public Task UpdateAsync(CycleView cycle, CancellationToken cancellation) =>
        Task.FromResult(journal.Change(() => Take(cycle)));

    public Task StorePlanAsync(CycleView cycle, TradePlan plan, CancellationToken cancellation) =>
        Task.FromResult(
            journal.Change(() =>
            {
                fund.Plans[cycle.Id] = PlanViews.Of(plan, null);
                return Take(cycle);
            })
        );

    /// <summary>The disk is full, from here on: what changes a cycle's row fails.</summary>
    public bool Full { get; set; }

    public Task DecideAsync(CycleRecord record, CancellationToken cancellation) =>
        Task.FromResult(
            journal.Change(() =>
            {
                fund.Records[record.Id] = JsonSerializer.Serialize(record, FundJson.Options);
                return true;
            })
        );

    public Task<DateTimeOffset?> LastSlotAsync(CancellationToken cancellation) =>
        Read(() => fund.Cycles.Max(c => c.Slot));

    public Task FinishAsync(CycleView cycle, CycleOutcome outcome, CancellationToken cancellation) =>
        Task.FromResult(
            journal.Change(() =>
            {
                fund.Records[cycle.Id] = JsonSerializer.Serialize(outcome.Record, FundJson.Options);
                fund.Memory = outcome.Memory;
                if (outcome.Inputs is { } inputs)
                    fund.Inputs[cycle.Id] = inputs;
                if (LearningDay.Of(outcome.Record) is { } day)
                    fund.LearningDays[day.Session] = day;
                return Take(cycle);
            })
        );

    public Task<CycleMemory> MemoryAsync(CancellationToken cancellation) => Read(() => fund.Memory);

    public Task<CycleView?> FindAsync(CycleId id, CancellationToken cancellation) =>
        Read(() => fund.Cycles.Find(c => c.Id == id));

    public Task<string?> RecordAsync(CycleId id, CancellationToken cancellation) =>
        Read(() => fund.Records.GetValueOrDefault(id));

    public Task<InputsReading> InputsAsync(CycleId id, CancellationToken cancellation) =>
        Read<InputsReading>(() =>
            fund.Inputs.TryGetValue(id, out var inputs)
                ? new InputsReading.Found(inputs)
                : new InputsReading.Missing($"The inputs of {id} were not kept.")
        );

    public Task<IReadOnlyList<LearningDay>> LearningDaysAsync(int most, CancellationToken cancellation) =>
        Read<IReadOnlyList<LearningDay>>(() => [.. fund.LearningDays.Values.TakeLast(most)]);

    public Task<PlanView?> PlanAsync(CycleId id, CancellationToken cancellation) =>
        Read(() => fund.Plans.GetValueOrDefault(id));

    public Task<IReadOnlyList<CycleView>> UnfinishedAsync(CancellationToken cancellation) =>
        Read<IReadOnlyList<CycleView>>(() => [.. fund.Cycles.Where(c => c.FinishedAt is null)]);

    public Task<Page<CycleView>> PageAsync(int limit, string? cursor, CancellationToken cancellation) =>
        Read(() => Paging.NewestFirst(fund.Cycles, c => fund.Cycles.IndexOf(c) + 1, PageCursor.Before(cursor), limit));

    private bool Take(CycleView cycle)
    {
        if (Full)
            throw new IOException("The disk is full.");
        var at = fund.Cycles.FindIndex(c => c.Id == cycle.Id);
        if (at < 0)
            throw new InvalidOperationException($"The store has no cycle {cycle.Id}.");
        fund.Cycles[at] = cycle;
        journal.Record(new FundFact.CycleChanged(cycle));
        return true;
    }

    private Task<T> Read<T>(Func<T> read)
    {
        kill.Alive();
        lock (fund.Sync)
            return Task.FromResult(read());
    }
}
