using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QuantFund.Core.Costs;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.Views;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Pipeline.Records;
using QuantFund.Infrastructure.Persistence.Rows;

namespace QuantFund.Infrastructure.Persistence.Stores;

internal sealed class CycleStore(IFundDatabase database, FundWriter writer, InputStore inputs, RecordStore records)
    : ICycleStore
{
    public Task<bool> ClaimAsync(CycleView cycle, CancellationToken cancellation) =>
        writer.WriteAsync(
            async (change, token) =>
            {
                // Asked under the writer's lock, so nobody can take it in between; the unique index is the last word.
                if (
                    await change.Db.Cycles.AnyAsync(
                        c => c.Id == cycle.Id.Value || (c.Slot != null && c.Slot == cycle.Slot),
                        token
                    )
                )
                    return false;
                var place = change.Record(new FundFact.CycleChanged(cycle));
                change.Db.Cycles.Add(CycleRow.New(cycle, place));
                return true;
            },
            cancellation
        );

    public Task UpdateAsync(CycleView cycle, CancellationToken cancellation) =>
        writer.WriteAsync((change, token) => TakeAsync(change, cycle, token), cancellation);

    public Task StorePlanAsync(CycleView cycle, TradePlan plan, CancellationToken cancellation)
    {
        var view = PlanViews.Of(plan, expiresAt: null);
        return writer.WriteAsync(
            async (change, token) =>
            {
                await TakeAsync(change, cycle, token);
                await PlanAsync(change.Db, view, token);
            },
            cancellation
        );
    }

    public async Task DecideAsync(CycleRecord record, CancellationToken cancellation)
    {
        var json = CompressedJson.Of(record);
        await writer.WriteAsync(
            (change, token) => RecordAsync(change.Db, record.Id.Value, record.Version, json, token),
            cancellation
        );
    }

    public async Task<DateTimeOffset?> LastSlotAsync(CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        return await db.Cycles.MaxAsync(c => c.Slot, cancellation);
    }

    public async Task FinishAsync(CycleView cycle, CycleOutcome outcome, CancellationToken cancellation)
    {
        // A record is long, and so is what it was decided from: both are written out before the lock is taken.
        var (record, remembered) = (CompressedJson.Of(outcome.Record), CompressedJson.Of(outcome.Memory));
        var learned = LearningDay.Of(outcome.Record);
        var packed = await inputs.PackAsync(outcome.Inputs, cancellation);
        var shortened = await records.ShortenAsync(NewYork.DateOf(outcome.Record.AsOf), cancellation);
        await writer.WriteAsync(
            async (change, token) =>
            {
                await RecordStore.WriteAsync(change.Db, shortened, token);
                await TakeAsync(change, cycle, token);
                await RecordAsync(change.Db, cycle.Id.Value, outcome.Record.Version, record, token);
                await RememberAsync(change.Db, cycle.Id.Value, remembered, token);
                if (learned is not null)
                    await LearnedAsync(change.Db, learned, token);
                if (packed is not null)
                    await inputs.WriteAsync(change.Db, cycle.Id.Value, packed, token);
            },
            cancellation
        );
    }

    public async Task<CycleMemory> MemoryAsync(CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        var row = await db.CycleMemories.AsNoTracking().FirstOrDefaultAsync(cancellation);
        return row is null ? CycleMemory.Empty : CompressedJson.Read<CycleMemory>(row.Json);
    }

    public async Task<CycleView?> FindAsync(CycleId id, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        var row = await db.Cycles.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id.Value, cancellation);
        return row?.ToView();
    }

    public async Task<string?> RecordAsync(CycleId id, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        var row = await db.CycleRecords.AsNoTracking().FirstOrDefaultAsync(r => r.CycleId == id.Value, cancellation);
        return row is null ? null : CompressedJson.Text(row.Json);
    }

    public Task<InputsReading> InputsAsync(CycleId id, CancellationToken cancellation) =>
        inputs.ReadAsync(id, cancellation);

    public async Task<IReadOnlyList<LearningDay>> LearningDaysAsync(int most, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        var rows = await db
            .LearningDays.AsNoTracking()
            .OrderByDescending(d => d.Session)
            .Take(most)
            .ToListAsync(cancellation);
        rows.Reverse();
        return rows.ConvertAll(d => CompressedJson.Read<LearningDay>(d.Json));
    }

    public async Task<PlanView?> PlanAsync(CycleId id, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        var row = await db.Plans.AsNoTracking().FirstOrDefaultAsync(p => p.CycleId == id.Value, cancellation);
        return row is null ? null : PlanOf(row);
    }

    public async Task<IReadOnlyList<CycleView>> UnfinishedAsync(CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        var rows = await db
            .Cycles.AsNoTracking()
            .Where(c => !c.IsFinished)
            .OrderBy(c => c.Place)
            .ToListAsync(cancellation);
        return rows.ConvertAll(c => c.ToView());
    }

    public async Task<Page<CycleView>> PageAsync(int limit, string? cursor, CancellationToken cancellation)
    {
        var before = PageCursor.Before(cursor);
        await using var db = database.CreateDbContext();
        var rows = await db
            .Cycles.AsNoTracking()
            .Where(c => c.Place < before)
            .OrderByDescending(c => c.Place)
            .Take(limit + 1)
            .ToListAsync(cancellation);
        return rows.ToPage(limit, c => c.ToView(), c => c.Place);
    }

    /// <summary>Writes the cycle's present state as part of any change.</summary>
    public static async Task TakeAsync(FundChange change, CycleView cycle, CancellationToken cancellation)
    {
        var row =
            await change.Db.Cycles.FirstOrDefaultAsync(c => c.Id == cycle.Id.Value, cancellation)
            ?? throw new InvalidOperationException($"The store has no cycle {cycle.Id}.");
        row.Take(cycle);
        change.Record(new FundFact.CycleChanged(cycle));
    }

    /// <summary>Writes a plan, or writes it anew with its expiry.</summary>
    public static async Task<PlanRow> PlanAsync(FundDbContext db, PlanView plan, CancellationToken cancellation)
    {
        var json = JsonSerializer.Serialize(plan, FundJson.Options);
        var row = await db.Plans.FirstOrDefaultAsync(p => p.CycleId == plan.CycleId.Value, cancellation);
        if (row is null)
            db.Plans.Add(
                row = new PlanRow
                {
                    CycleId = plan.CycleId.Value,
                    Hash = plan.PlanHash,
                    Json = json,
                }
            );
        (row.Hash, row.Json, row.ExpiresAt) = (plan.PlanHash, json, plan.ExpiresAt);
        return row;
    }

    public static PlanView PlanOf(PlanRow row) =>
        JsonSerializer.Deserialize<PlanView>(row.Json, FundJson.Options)
        ?? throw new JsonException($"The stored plan of {row.CycleId} is null.");

    private static async Task RecordAsync(
        FundDbContext db,
        string cycle,
        int version,
        byte[] json,
        CancellationToken cancellation
    )
    {
        var row = await db.CycleRecords.FirstOrDefaultAsync(r => r.CycleId == cycle, cancellation);
        if (row is null)
            db.CycleRecords.Add(row = new CycleRecordRow { CycleId = cycle, Json = json });
        (row.Version, row.Json) = (version, json);
    }

    private static async Task LearnedAsync(FundDbContext db, LearningDay day, CancellationToken cancellation)
    {
        var json = CompressedJson.Of(day);
        var row = await db.LearningDays.FirstOrDefaultAsync(d => d.Session == day.Session, cancellation);
        if (row is null)
            db.LearningDays.Add(row = new LearningDayRow { Session = day.Session, Json = json });
        row.Json = json;
    }

    private static async Task RememberAsync(FundDbContext db, string cycle, byte[] json, CancellationToken cancellation)
    {
        var row = await db.CycleMemories.FirstOrDefaultAsync(cancellation);
        if (row is null)
            db.CycleMemories.Add(row = new CycleMemoryRow { CycleId = cycle, Json = json });
        (row.CycleId, row.Json) = (cycle, json);
    }
}
