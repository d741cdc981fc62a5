using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Engine;

namespace QuantFund.Infrastructure.Persistence.Postgres;

/// <summary>
/// The lead, for the market that the fund trades on alone. Hosts that share a database may each have an exchange of their own;
/// one whose exchange is not the fund's has neither its book nor its time, and must not lead.
/// </summary>
internal sealed partial class MarketLease(
    ILeaderLease lease,
    IFundDatabase database,
    MarketName? market,
    ILogger<MarketLease> logger
) : ILeaderLease
{
    private volatile string? barred;

    public string? Barred => barred;

    public async Task<IHeldLease?> TryTakeAsync(CancellationToken cancellation)
    {
        if (market is not { } own)
            return await lease.TryTakeAsync(cancellation);
        if (await IsAnothersAsync(own, cancellation))
            return null;
        var held = await lease.TryTakeAsync(cancellation);
        if (held is null)
            return null;
        try
        {
            // Whoever led until a moment ago may have bound the fund meanwhile; a book of an earlier version is bound now.
            if (!await IsAnothersAsync(own, cancellation))
            {
                await using var db = database.CreateDbContext();
                await db
                    .Ledger.Where(l => l.Market == null)
                    .ExecuteUpdateAsync(l => l.SetProperty(x => x.Market, own.Value), cancellation);
                return held;
            }
        }
        catch
        {
            await held.DisposeAsync();
            throw;
        }
        await held.DisposeAsync();
        return null;
    }

    public Task<string?> HolderAsync(CancellationToken cancellation) => lease.HolderAsync(cancellation);

    private async Task<bool> IsAnothersAsync(MarketName own, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        var bound = await db.Ledger.AsNoTracking().Select(l => l.Market).FirstOrDefaultAsync(cancellation);
        var before = barred;
        barred =
            bound is null || bound == own.Value
                ? null
                : $"This host stands by and will not lead: its exchange ({own.Value}) is not the one that the fund trades on "
                    + $"({bound}). Start it with the Data:Directory of that exchange to let it take over.";
        if (barred is { } why && before is null)
            LogBarred(why);
        return barred is not null;
    }

    [LoggerMessage(LogLevel.Warning, "{Why}")]
    private partial void LogBarred(string why);
}
