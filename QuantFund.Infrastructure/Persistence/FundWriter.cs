using Microsoft.EntityFrameworkCore.Storage;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Fund.Events;
using QuantFund.Infrastructure.Persistence.Journal;

namespace QuantFund.Infrastructure.Persistence;

/// <summary>
/// The only place that changes the fund's state. A change is one transaction under the writer's lock, which no other
/// process can hold at the time: its rows and its journal lines are committed together or not at all, and its events
/// are published after that.
/// </summary>
/// <remarks>
/// A process that runs no market (the command line beside, or without, the host) has no market time of its own; it
/// writes under the time that the host has come to, or came to last, never before the journal's last line.
/// </remarks>
internal sealed class FundWriter(
    IFundDatabase database,
    JournalPublisher publisher,
    TimeProvider wall,
    MarketTime? market = null,
    MarketClockNote? clock = null
) : IDisposable
{
    // Waiting here is fairer and cheaper than waiting for the database's lock, where every writer holds a connection.
    private readonly SemaphoreSlim turn = new(1, 1);

    public async Task<T> WriteAsync<T>(
        Func<FundChange, CancellationToken, Task<T>> change,
        CancellationToken cancellation
    )
    {
        var result = await CommitAsync(change, cancellation);
        publisher.Publish();
        return result;
    }

    public Task WriteAsync(Func<FundChange, CancellationToken, Task> change, CancellationToken cancellation) =>
        WriteAsync(
            async (scope, token) =>
            {
                await change(scope, token);
                return true;
            },
            cancellation
        );

    public void Dispose() => turn.Dispose();

    private async Task<T> CommitAsync<T>(
        Func<FundChange, CancellationToken, Task<T>> change,
        CancellationToken cancellation
    )
    {
        await turn.WaitAsync(cancellation);
        try
        {
            await using var db = database.CreateDbContext();
            await using var held = await database.BeginWriteAsync(db, cancellation);
            // A change is saved in one go: a savepoint inside the transaction would only be two more trips.
            db.Database.AutoSavepointsEnabled = false;
            var scope = Open(db, held.Last);
            var result = await change(scope, cancellation);
            await db.SaveChangesAsync(cancellation);
            await CommitAsync(held.Transaction, scope.Happened);
            return result;
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task CommitAsync(IDbContextTransaction transaction, IReadOnlyList<FundEvent> happened)
    {
        if (happened.Count > 0)
            publisher.Committing(happened[^1].Sequence);
        try
        {
            // From here on the outcome is the database's: giving up the wait would not take the change back.
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch
        {
            publisher.Doubted();
            throw;
        }
        if (happened.Count == 0)
            return;
        publisher.Committed(happened);
        database.Announce(happened[^1].Sequence);
    }

    private DateTimeOffset? LastKnown(JournalEnd? last)
    {
        if (clock?.Read() is not { } read)
            return last?.Time;
        var noted = UtcMicros.Cut(read);
        return last is not null && last.Time > noted ? last.Time : noted;
    }

    private FundChange Open(FundDbContext db, JournalEnd? last)
    {
        var wallNow = UtcMicros.Cut(wall.GetUtcNow());
        var now = market is not null ? UtcMicros.Cut(market.Now) : LastKnown(last) ?? wallNow;
        return new FundChange(db, now, wallNow, last?.Sequence ?? 0, last?.Hash ?? JournalChain.Genesis);
    }
}
