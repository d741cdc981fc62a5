using Microsoft.EntityFrameworkCore;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Ledger;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Execution.PreTrade;
using QuantFund.Infrastructure.Persistence.Rows;

namespace QuantFund.Infrastructure.Persistence.Stores;

/// <summary>Questions that more than one store asks.</summary>
internal static class FundReads
{
    public static async Task<StoredTradingState> TradingStateAsync(
        this FundDbContext db,
        CancellationToken cancellation
    ) =>
        (await db.TradingStates.AsNoTracking().FirstOrDefaultAsync(cancellation))?.ToState()
        ?? StoredTradingState.Missing;

    /// <summary>Null before the first contact with the broker.</summary>
    public static async Task<LedgerBook?> LedgerAsync(this FundDbContext db, CancellationToken cancellation)
    {
        // Cash and positions change together: one statement reads them from one moment.
        var rows = await db
            .Ledger.AsNoTracking()
            .SelectMany(
                _ => db.Positions.DefaultIfEmpty(),
                (l, p) =>
                    new
                    {
                        l.Cash,
                        l.ClosedTrades,
                        l.Wins,
                        Position = p,
                    }
            )
            .ToListAsync(cancellation);
        return rows.Count == 0
            ? null
            : new LedgerBook(
                rows[0].Cash,
                [
                    .. rows.Select(r => r.Position)
                        .OfType<PositionRow>()
                        .OrderBy(p => p.Symbol, StringComparer.Ordinal)
                        .Select(p => p.ToLedger()),
                ]
            )
            {
                Trades = new ClosedTrades(rows[0].ClosedTrades, rows[0].Wins),
            };
    }

    public static async Task<List<StoredOrder>> OpenOrdersAsync(this FundDbContext db, CancellationToken cancellation)
    {
        var rows = await db.Orders.AsNoTracking().Where(o => o.IsOpen).OrderBy(o => o.Place).ToListAsync(cancellation);
        return rows.ConvertAll(o => o.ToOrder());
    }

    /// <summary>The items of a page from its rows, of which one more than asked for was read.</summary>
    public static Page<T> ToPage<TRow, T>(
        this List<TRow> rows,
        int limit,
        Func<TRow, T> item,
        Func<TRow, long> place
    ) =>
        rows.Count > limit
            ? new Page<T>([.. rows.Take(limit).Select(item)], PageCursor.Of(place(rows[limit - 1])))
            : new Page<T>([.. rows.Select(item)], null);
}
