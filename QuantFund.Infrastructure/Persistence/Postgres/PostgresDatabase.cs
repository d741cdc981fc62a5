using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace QuantFund.Infrastructure.Persistence.Postgres;

/// <summary>The fund's state in PostgreSQL.</summary>
internal sealed partial class PostgresDatabase : IFundDatabase, IAsyncDisposable
{
    /// <summary>A trigger on the journal notifies it with each entry's sequence, at the commit.</summary>
    public const string Channel = "fund_journal";

    private const string Migrations = "schema_migrations";

    /// <summary>Advisory locks belong to one database, so these two numbers need only differ from each other.</summary>
    private const long WriterLock = 0x51464e44_0001;

    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private readonly PooledDbContextFactory<PostgresFundDbContext> contexts;
    private readonly NpgsqlDataSource source;
    private readonly string listener;
    private readonly TimeProvider wall;
    private readonly ILogger log;

    public PostgresDatabase(string connection, TimeProvider wall, ILogger<PostgresDatabase> log)
    {
        (this.wall, this.log) = (wall, log);
        var named = new NpgsqlConnectionStringBuilder(connection)
        {
            ApplicationName = Applicant(connection),
            // The few statements of the order path are planned once, and a connection that goes back to the pool carries
            // no state that would have to be reset.
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
        };
        source = NpgsqlDataSource.Create(named);
        // LISTEN is state, so its connection is its own; with keepalives a silently lost one is noticed.
        listener = new NpgsqlConnectionStringBuilder(connection)
        {
            ApplicationName = named.ApplicationName,
            Pooling = false,
            KeepAlive = 15,
        }.ConnectionString;
        contexts = new PooledDbContextFactory<PostgresFundDbContext>(Options(source));
    }

    public static DbContextOptions<PostgresFundDbContext> Options(NpgsqlDataSource source) =>
        new DbContextOptionsBuilder<PostgresFundDbContext>()
            .UseNpgsql(source, npgsql => npgsql.MigrationsHistoryTable(Migrations))
            .UseSnakeCaseNamingConvention()
            .Options;

    public FundDbContext CreateDbContext() => contexts.CreateDbContext();

    public async Task<WriteTurn> BeginWriteAsync(FundDbContext db, CancellationToken cancellation)
    {
        // Read committed on purpose: each statement after the lock sees all that was committed before it was had.
        var transaction = await db.Database.BeginTransactionAsync(cancellation);
        try
        {
            return new WriteTurn(transaction, await LockAsync(db, cancellation));
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    public void Announce(long sequence)
    {
        // The trigger on the journal has done it, with the commit itself.
    }

    public async Task ListenAsync(Action<long?> changed, CancellationToken cancellation)
    {
        var broken = false;
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(listener);
                await connection.OpenAsync(cancellation);
                connection.Notification += (_, told) =>
                    changed(
                        long.TryParse(told.Payload, CultureInfo.InvariantCulture, out var sequence) ? sequence : null
                    );
                await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection))
                    await listen.ExecuteNonQueryAsync(cancellation);
                broken = false;
                changed(null);
                while (true)
                    await connection.WaitAsync(cancellation);
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                // Once, however long the server is away.
                if (!broken)
                    ListeningBroke(e);
                broken = true;
            }
            await Task.Delay(Again, wall, cancellation);
        }
    }

    public async Task<bool> ExistsAsync(CancellationToken cancellation)
    {
        try
        {
            await using var ask = source.CreateCommand($"SELECT to_regclass('{Migrations}') IS NOT NULL");
            return await ask.ExecuteScalarAsync(cancellation) is true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            return false;
        }
    }

    public async Task ProveWritableAsync(TimeSpan within, CancellationToken cancellation)
    {
        // A transaction with a number of its own is written ahead to the log at its commit.
        await using var write = source.CreateCommand("SELECT pg_current_xact_id()");
        write.CommandTimeout = (int)Math.Ceiling(within.TotalSeconds);
        await write.ExecuteScalarAsync(cancellation);
    }

    public async Task MigrateAsync(CancellationToken cancellation)
    {
        await using var db = contexts.CreateDbContext();
        await db.Database.MigrateAsync(cancellation);
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    /// <summary>
    /// The lock and the journal's end in one trip to the server: two statements, since one would look at the journal
    /// before it waits for the lock.
    /// </summary>
    private static async Task<JournalEnd?> LockAsync(FundDbContext db, CancellationToken cancellation)
    {
        await using var batch = ((NpgsqlConnection)db.Database.GetDbConnection()).CreateBatch();
        var take = new NpgsqlBatchCommand("SELECT pg_advisory_xact_lock($1)");
        take.Parameters.Add(new NpgsqlParameter<long> { TypedValue = WriterLock });
        batch.BatchCommands.Add(take);
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("SELECT sequence, hash, time FROM journal ORDER BY sequence DESC LIMIT 1")
        );
        await using var rows = await batch.ExecuteReaderAsync(cancellation);
        await rows.NextResultAsync(cancellation);
        return await rows.ReadAsync(cancellation)
            ? new JournalEnd(rows.GetInt64(0), rows.GetString(1), rows.GetFieldValue<DateTimeOffset>(2))
            : null;
    }

    private static string Applicant(string connection) =>
        new NpgsqlConnectionStringBuilder(connection).ApplicationName is { Length: > 0 } named ? named : "QuantFund";

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Lost the connection that hears of changes; it is taken up again."
    )]
    private partial void ListeningBroke(Exception e);
}
