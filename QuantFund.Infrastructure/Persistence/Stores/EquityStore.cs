using Microsoft.EntityFrameworkCore;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.State;
using QuantFund.Core.Fund.Views;
using QuantFund.Infrastructure.Persistence.Rows;

namespace QuantFund.Infrastructure.Persistence.Stores;

internal sealed class EquityStore(IFundDatabase database, FundWriter writer) : IEquityStore
{
    public Task<EquityMarks> AppendAsync(
        EquityPoint point,
        EquityMarks marks,
        EquityMarks? known,
        CancellationToken cancellation
    ) =>
        writer.WriteAsync(
            async (change, token) =>
            {
                var micros = UtcMicros.Of(point.Time);
                var row = await change.Db.Equity.FirstOrDefaultAsync(e => e.Micros == micros, token);
                if (row is null)
                    change.Db.Equity.Add(row = new EquityRow { Micros = micros });
                row.Take(point);
                return await TakeAsync(change.Db, marks, known, token);
            },
            cancellation
        );

    public Task<EquityMarks> SaveMarksAsync(EquityMarks marks, EquityMarks? known, CancellationToken cancellation) =>
        writer.WriteAsync((change, token) => TakeAsync(change.Db, marks, known, token), cancellation);

    public async Task<EquityMarks?> MarksAsync(CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        return (await db.EquityMarks.AsNoTracking().FirstOrDefaultAsync(cancellation))?.ToMarks();
    }

    public async Task<IReadOnlyList<EquityPoint>> RangeAsync(
        DateTimeOffset? from,
        DateTimeOffset? to,
        TimeSpan? resolution,
        int most,
        CancellationToken cancellation
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        await using var db = database.CreateDbContext();
        var (first, last) = (
            from is { } start ? UtcMicros.Of(start) : long.MinValue,
            to is { } end ? UtcMicros.Of(end) : long.MaxValue
        );
        var points = db.Equity.AsNoTracking().Where(e => e.Micros >= first && e.Micros <= last);
        if (resolution is { } bucket)
        {
            var width = Math.Max(1, bucket.Ticks / TimeSpan.TicksPerMicrosecond);
            var lastOfEach = points.GroupBy(e => e.Micros / width).Select(b => b.Max(e => e.Micros));
            points = db.Equity.AsNoTracking().Where(e => lastOfEach.Contains(e.Micros));
        }
        var rows = await (await ThinnedAsync(points, most, cancellation))
            .OrderBy(e => e.Micros)
            .ToListAsync(cancellation);
        return rows.ConvertAll(e => e.ToPoint());
    }

    /// <summary>At most so many: every n-th from the newest back, so that the newest is there. Only times are read of the rest.</summary>
    private static async Task<IQueryable<EquityRow>> ThinnedAsync(
        IQueryable<EquityRow> points,
        int most,
        CancellationToken cancellation
    )
    {
        var every = (await points.LongCountAsync(cancellation) + most - 1) / most;
        if (every <= 1)
            return points;
        var times = await points.OrderByDescending(e => e.Micros).Select(e => e.Micros).ToListAsync(cancellation);
        var kept = times.Where((_, place) => place % every == 0).ToArray();
        return points.Where(e => EF.Parameter(kept).Contains(e.Micros));
    }

    private static async Task<EquityMarks> TakeAsync(
        FundDbContext db,
        EquityMarks marks,
        EquityMarks? known,
        CancellationToken cancellation
    )
    {
        var row = await db.EquityMarks.FirstOrDefaultAsync(cancellation);
        if (row?.ToMarks() is { } held && held != known)
            return held;
        if (row is null)
            db.EquityMarks.Add(row = new EquityMarksRow());
        row.Take(marks);
        return row.ToMarks();
    }
}
