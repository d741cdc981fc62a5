using Microsoft.EntityFrameworkCore;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Pipeline.Records;
using QuantFund.Infrastructure.Persistence.Inputs;
using QuantFund.Infrastructure.Persistence.Rows;

namespace QuantFund.Infrastructure.Persistence.Stores;

/// <summary>
/// Keeps what cycles were decided from for as many sessions as <see cref="DataOptions.ReplayableSessions"/> says, each part
/// once. Writing happens in the transaction of the cycle's record; hashing and packing before it, without a lock.
/// </summary>
internal sealed class InputStore(IFundDatabase database, DataOptions options)
{
    private readonly InputArchive archive = new();

    /// <summary>Everything that needs no lock: null when nothing is kept.</summary>
    public async Task<PackedInputs?> PackAsync(CycleInputs? inputs, CancellationToken cancellation)
    {
        if (inputs is null || options.ReplayableSessions == 0)
            return null;
        var (stored, parts) = archive.TakeApart(inputs);
        await using var db = database.CreateDbContext();
        var known = (await KnownAsync(db, parts, cancellation)).ToHashSet(StringComparer.Ordinal);
        var packed = parts
            .Where(p => !known.Contains(p.Hash))
            .ToDictionary(p => p.Hash, p => p.Encode(), StringComparer.Ordinal);
        return new PackedInputs(inputs.Request.Session.Date, CompressedJson.Of(stored), parts, packed);
    }

    /// <summary>Part of the change that ends the cycle.</summary>
    public async Task WriteAsync(FundDbContext db, string cycle, PackedInputs inputs, CancellationToken cancellation)
    {
        // Asked again under the lock: parts may have gone since.
        var known = (await KnownAsync(db, inputs.Parts, cancellation)).ToHashSet(StringComparer.Ordinal);
        foreach (var part in inputs.Parts.Where(p => !known.Contains(p.Hash)))
            db.InputParts.Add(
                new InputPartRow
                {
                    Hash = part.Hash,
                    UsedOn = inputs.Session,
                    Content = inputs.Packed.TryGetValue(part.Hash, out var packed) ? packed : part.Encode(),
                }
            );
        string[] hashes = [.. known];
        await db
            .InputParts.Where(p => EF.Parameter(hashes).Contains(p.Hash) && p.UsedOn < inputs.Session)
            .ExecuteUpdateAsync(p => p.SetProperty(r => r.UsedOn, inputs.Session), cancellation);
        if (!await db.CycleInputs.AnyAsync(i => i.Session == inputs.Session, cancellation))
            await PruneAsync(db, inputs.Session, cancellation);
        var row = await db.CycleInputs.FirstOrDefaultAsync(i => i.CycleId == cycle, cancellation);
        if (row is null)
            db.CycleInputs.Add(row = new CycleInputsRow { CycleId = cycle });
        (row.Session, row.Version, row.Json) = (inputs.Session, StoredInputs.CurrentVersion, inputs.Json);
    }

    public async Task<InputsReading> ReadAsync(CycleId id, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        var row = await db.CycleInputs.AsNoTracking().FirstOrDefaultAsync(i => i.CycleId == id.Value, cancellation);
        if (row is null)
            return new InputsReading.Missing(
                $"What {id} was decided from was not stored: it was decided by an earlier version, or {DataOptions.Section}:{nameof(DataOptions.ReplayableSessions)} was 0."
            );
        if (row.Json is null)
            return new InputsReading.Missing(
                $"What {id} was decided from is no longer kept: {DataOptions.Section}:{nameof(DataOptions.ReplayableSessions)} is {options.ReplayableSessions}, and its session was {row.Session:yyyy-MM-dd}."
            );
        if (!StoredInputs.Reads(row.Version))
            return new InputsReading.Missing(
                $"What {id} was decided from has version {row.Version}, which this program does not read."
            );
        try
        {
            var stored = CompressedJson.Read<StoredInputs>(row.Json);
            string[] hashes = [.. stored.Snapshot.Parts().Distinct(StringComparer.Ordinal)];
            var parts = await db
                .InputParts.AsNoTracking()
                .Where(p => EF.Parameter(hashes).Contains(p.Hash))
                .ToDictionaryAsync(p => p.Hash, p => p.Content, StringComparer.Ordinal, cancellation);
            return new InputsReading.Found(InputArchive.PutTogether(stored, parts));
        }
        catch (Exception e) when (e is InvalidDataException or System.Text.Json.JsonException)
        {
            return new InputsReading.Missing($"What {id} was decided from is damaged in the store: {e.Message}");
        }
    }

    /// <summary>With the first cycle of a session the oldest one kept goes.</summary>
    private async Task PruneAsync(FundDbContext db, DateOnly session, CancellationToken cancellation)
    {
        var oldest = NyseCalendar.Instance.LastSessions(session, options.ReplayableSessions)[0].Date;
        await db
            .CycleInputs.Where(i => i.Session < oldest && i.Json != null)
            .ExecuteUpdateAsync(i => i.SetProperty(r => r.Json, (byte[]?)null), cancellation);
        await db.InputParts.Where(p => p.UsedOn < oldest).ExecuteDeleteAsync(cancellation);
    }

    private static async Task<List<string>> KnownAsync(
        FundDbContext db,
        IReadOnlyList<InputPart> parts,
        CancellationToken cancellation
    )
    {
        string[] hashes = [.. parts.Select(p => p.Hash)];
        return await db
            .InputParts.AsNoTracking()
            .Where(p => EF.Parameter(hashes).Contains(p.Hash))
            .Select(p => p.Hash)
            .ToListAsync(cancellation);
    }
}

/// <summary>A cycle's inputs, ready to be written. <paramref name="Packed"/>: the parts that were not stored yet.</summary>
internal sealed record PackedInputs(
    DateOnly Session,
    byte[] Json,
    IReadOnlyList<InputPart> Parts,
    IReadOnlyDictionary<string, byte[]> Packed
);
