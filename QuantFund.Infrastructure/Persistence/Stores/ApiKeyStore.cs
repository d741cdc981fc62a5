using Microsoft.EntityFrameworkCore;
using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Commands;
using QuantFund.Core.Fund.Events;
using QuantFund.Infrastructure.Persistence.Rows;

namespace QuantFund.Infrastructure.Persistence.Stores;

internal sealed class ApiKeyStore(IFundDatabase database, FundWriter writer) : IApiKeyStore
{
    public Task IssueAsync(ApiKey key, CancellationToken cancellation) =>
        writer.WriteAsync(
            async (change, token) =>
            {
                if (await change.Db.ApiKeys.AnyAsync(k => k.Id == key.Id, token))
                    throw new InvalidOperationException($"There is a key {key.Id} already.");
                var place = change.Record(
                    new FundFact.ApiKeyIssued(key.Id, key.Name, key.Scopes, key.IssuedBy, key.ExpiresAt)
                );
                change.Db.ApiKeys.Add(ApiKeyRow.New(key, place));
            },
            cancellation
        );

    public async Task<ApiKey?> FindAsync(string id, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        return (await db.ApiKeys.AsNoTracking().FirstOrDefaultAsync(k => k.Id == id, cancellation))?.ToKey();
    }

    public async Task<Page<ApiKey>> PageAsync(int limit, string? cursor, CancellationToken cancellation)
    {
        var before = PageCursor.Before(cursor);
        await using var db = database.CreateDbContext();
        var rows = await db
            .ApiKeys.AsNoTracking()
            .Where(k => k.Place < before)
            .OrderByDescending(k => k.Place)
            .Take(limit + 1)
            .ToListAsync(cancellation);
        return rows.ToPage(limit, k => k.ToKey(), k => k.Place);
    }

    public Task<bool> RevokeAsync(string id, string by, CancellationToken cancellation) =>
        writer.WriteAsync(
            async (change, token) =>
            {
                if (await change.Db.ApiKeys.FirstOrDefaultAsync(k => k.Id == id, token) is not { } row)
                    return false;
                change.Db.ApiKeys.Remove(row);
                change.Record(new FundFact.ApiKeyRevoked(id, row.Name, by));
                return true;
            },
            cancellation
        );
}
