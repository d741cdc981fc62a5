using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace QuantFund.Infrastructure.Persistence;

/// <summary>Where the two databases differ: how one writer at a time is had, and how another process hears of a change.</summary>
internal interface IFundDatabase : IDbContextFactory<FundDbContext>
{
    /// <summary>
    /// A transaction that holds the writer's lock, against every process on the same database, until it ends. What it
    /// reads, the journal's end first of all, is newer than everything that was committed before.
    /// </summary>
    Task<WriteTurn> BeginWriteAsync(FundDbContext db, CancellationToken cancellation);

    /// <summary>Called after each commit that wrote to the journal, where the database does not tell others by itself.</summary>
    void Announce(long sequence);

    /// <summary>
    /// Calls <paramref name="changed"/> once it listens, and then each time that some process may have written to the
    /// journal, with the sequence that it wrote where that is known. Ends by cancellation only; a lost connection is
    /// taken up again.
    /// </summary>
    Task ListenAsync(Action<long?> changed, CancellationToken cancellation);

    /// <summary>Whether a fund has been begun in it; looking makes nothing.</summary>
    Task<bool> ExistsAsync(CancellationToken cancellation);

    /// <summary>Writes and commits something that changes nothing, or fails within about the time given.</summary>
    Task ProveWritableAsync(TimeSpan within, CancellationToken cancellation);

    /// <summary>Brings the schema up to date.</summary>
    Task MigrateAsync(CancellationToken cancellation);
}

/// <summary>The end of the journal as the writer found it.</summary>
internal sealed record JournalEnd(long Sequence, string Hash, DateTimeOffset Time);

/// <summary>A turn at writing. <paramref name="Last"/> is null while the journal is empty.</summary>
internal sealed record WriteTurn(IDbContextTransaction Transaction, JournalEnd? Last) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Transaction.DisposeAsync();
}
