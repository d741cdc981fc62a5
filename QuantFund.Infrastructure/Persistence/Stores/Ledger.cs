using Microsoft.EntityFrameworkCore;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Ledger;
using QuantFund.Core.Fund.Events;
using QuantFund.Infrastructure.Persistence.Rows;

namespace QuantFund.Infrastructure.Persistence.Stores;

internal sealed class Ledger(IFundDatabase database, FundWriter writer, MarketName? market = null) : ILedger
{
    public async Task<LedgerBook?> ReadAsync(CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        return await db.LedgerAsync(cancellation);
    }

    public Task<LedgerBook> AdoptAsync(
        decimal cash,
        IReadOnlyList<Position> positions,
        CancellationToken cancellation
    ) =>
        writer.WriteAsync(
            async (change, token) =>
            {
                if (await change.Db.Ledger.AnyAsync(token))
                    throw new InvalidOperationException("The fund has a ledger already: it is adopted once.");
                change.Db.Ledger.Add(
                    new LedgerRow
                    {
                        Cash = cash,
                        AdoptedAt = change.Now,
                        Market = market?.Value,
                    }
                );
                var rows = positions
                    .Where(p => p.Quantity != 0m)
                    .OrderBy(p => p.Symbol)
                    .Select(p => new PositionRow
                    {
                        Symbol = p.Symbol.Value,
                        Quantity = p.Quantity,
                        AveragePrice = p.AveragePrice,
                        OpenedAt = change.Now,
                    })
                    .ToList();
                change.Db.Positions.AddRange(rows);
                change.Record(new FundFact.LedgerAdopted(cash, rows.ConvertAll(p => p.ToPosition())));
                return new LedgerBook(cash, rows.ConvertAll(p => p.ToLedger()));
            },
            cancellation
        );
}
