using Microsoft.EntityFrameworkCore;
using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Events;
using QuantFund.Infrastructure.Persistence.Journal;

namespace QuantFund.Infrastructure.Persistence.Stores;

internal sealed class JournalStore(IFundDatabase database, FundWriter writer) : IJournal
{
    private const int Batch = 1000;

    public async Task<long> LastSequenceAsync(CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        return await db.Journal.MaxAsync(j => (long?)j.Sequence, cancellation) ?? 0;
    }

    public async Task<IReadOnlyList<JournalEntry>> AfterAsync(long sequence, int limit, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        var rows = await db
            .Journal.AsNoTracking()
            .Where(j => j.Sequence > sequence)
            .OrderBy(j => j.Sequence)
            .Take(limit)
            .ToListAsync(cancellation);
        return rows.ConvertAll(j => j.ToEntry());
    }

    public async Task<Page<JournalEntry>> PageAsync(int limit, string? cursor, CancellationToken cancellation)
    {
        var before = PageCursor.Before(cursor);
        await using var db = database.CreateDbContext();
        var rows = await db
            .Journal.AsNoTracking()
            .Where(j => j.Sequence < before)
            .OrderByDescending(j => j.Sequence)
            .Take(limit + 1)
            .ToListAsync(cancellation);
        return rows.ToPage(limit, j => j.ToEntry(), j => j.Sequence);
    }

    public async Task<JournalEntry?> NewestAsync(string kind, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        var row = await db
            .Journal.AsNoTracking()
            .Where(j => j.Kind == kind)
            .OrderByDescending(j => j.Sequence)
            .FirstOrDefaultAsync(cancellation);
        return row?.ToEntry();
    }

    public async Task<JournalCheck> VerifyAsync(CancellationToken cancellation)
    {
        var (checkedLines, hash) = (0L, JournalChain.Genesis);
        while (true)
        {
            var lines = await AfterAsync(checkedLines, Batch, cancellation);
            foreach (var line in lines)
            {
                if (JournalChain.Problem(line, checkedLines + 1, hash) is { } problem)
                    return new JournalCheck(checkedLines, checkedLines + 1, problem);
                (checkedLines, hash) = (line.Sequence, line.Hash);
            }
            if (lines.Count < Batch)
                return new JournalCheck(checkedLines, null, null);
        }
    }

    public Task<long> AppendAsync(FundFact fact, CancellationToken cancellation) =>
        writer.WriteAsync((change, _) => Task.FromResult(change.Record(fact)), cancellation);
}
