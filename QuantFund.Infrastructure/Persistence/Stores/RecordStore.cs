using Microsoft.EntityFrameworkCore;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Pipeline.Records;

namespace QuantFund.Infrastructure.Persistence.Stores;

/// <summary>
/// Abridges the records of cycles that can't be run again any more (<see cref="DataOptions.ReplayableSessions"/>): what
/// explains their orders stays, the rest would fill the disk. A few at each cycle's end, oldest first; reading and packing
/// happen before the writer's lock.
/// </summary>
internal sealed class RecordStore(IFundDatabase database, DataOptions options)
{
    /// <summary>A session's cycles age together; with this many at each cycle's end even a backlog goes within days.</summary>
    private const int AtOnce = 4;

    public async Task<IReadOnlyList<ShortenedRecord>> ShortenAsync(DateOnly session, CancellationToken cancellation)
    {
        var kept = NyseCalendar.Instance.LastSessions(session, Math.Max(1, options.ReplayableSessions))[0].Open;
        await using var db = database.CreateDbContext();
        var old = await db
            .CycleRecords.AsNoTracking()
            // One whose inputs are still there can be run again, and is then compared with its whole record.
            .Where(r => !r.Abridged && !db.CycleInputs.Any(i => i.CycleId == r.CycleId && i.Json != null))
            .Join(db.Cycles.Where(c => c.StartedAt < kept), r => r.CycleId, c => c.Id, (r, c) => new { r, c.Place })
            .OrderBy(r => r.Place)
            .Take(AtOnce)
            .Select(r => r.r)
            .ToListAsync(cancellation);
        var shortened = new List<ShortenedRecord>();
        foreach (var row in old)
        {
            var symbols = await db
                .Orders.AsNoTracking()
                .Where(o => o.CycleId == row.CycleId)
                .Select(o => o.Symbol)
                .Distinct()
                .ToListAsync(cancellation);
            var whole = StoredRecord.Read(CompressedJson.Text(row.Json));
            var brief = AbridgedRecord.Of(whole, symbols.Select(Symbol.Parse).ToHashSet());
            shortened.Add(new ShortenedRecord(row.CycleId, CompressedJson.Of(brief)));
        }
        return shortened;
    }

    /// <summary>Part of the change that ends a cycle.</summary>
    public static async Task WriteAsync(
        FundDbContext db,
        IReadOnlyList<ShortenedRecord> shortened,
        CancellationToken cancellation
    )
    {
        foreach (var (cycle, json) in shortened)
            await db
                .CycleRecords.Where(r => r.CycleId == cycle)
                .ExecuteUpdateAsync(
                    r => r.SetProperty(x => x.Json, json).SetProperty(x => x.Abridged, true),
                    cancellation
                );
    }
}

/// <summary>An old cycle's record as it is to be kept.</summary>
internal sealed record ShortenedRecord(string CycleId, byte[] Json);
