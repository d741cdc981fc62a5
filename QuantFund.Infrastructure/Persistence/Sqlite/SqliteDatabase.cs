using System.Data;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace QuantFund.Infrastructure.Persistence.Sqlite;

/// <summary>The fund's state in one file, <c>fund.db</c>, that several processes of this machine may share.</summary>
internal sealed partial class SqliteDatabase : IFundDatabase, IDisposable
{
    private const string Migrations = "schema_migrations";

    /// <summary>
    /// How long after a change of the file it is looked at once more: a process that was killed between its commit and
    /// its announcement is heard all the same.
    /// </summary>
    private static readonly TimeSpan Afterwards = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Some file systems (network shares, folders shared with a virtual machine) report no change that was made
    /// elsewhere. One look a second, at the last key of one index, bounds how late a halt is shown there.
    /// </summary>
    private static readonly TimeSpan Unreported = TimeSpan.FromSeconds(1);

    private readonly PooledDbContextFactory<SqliteFundDbContext> contexts;
    private readonly TimeProvider wall;
    private readonly ILogger log;
    private readonly string file;
    private readonly Lazy<SafeFileHandle> bell;

    public SqliteDatabase(string directory, TimeProvider wall, ILogger<SqliteDatabase> log)
    {
        (this.wall, this.log) = (wall, log);
        OwnersOnly.Folder(directory);
        file = Path.Combine(Path.GetFullPath(directory), StoreName.File);
        contexts = new PooledDbContextFactory<SqliteFundDbContext>(Options(file));
        bell = new Lazy<SafeFileHandle>(() =>
            File.OpenHandle(file + "-bell", FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite)
        );
    }

    public static DbContextOptions<SqliteFundDbContext> Options(string file) =>
        new DbContextOptionsBuilder<SqliteFundDbContext>()
            .UseSqlite(
                new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true }.ConnectionString,
                sqlite => sqlite.MigrationsHistoryTable(Migrations)
            )
            .UseSnakeCaseNamingConvention()
            .AddInterceptors(new SqliteSession())
            .Options;

    public FundDbContext CreateDbContext() => contexts.CreateDbContext();

    public async Task<WriteTurn> BeginWriteAsync(FundDbContext db, CancellationToken cancellation)
    {
        // A serializable transaction of this provider is a BEGIN IMMEDIATE: the write lock from the start.
        var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellation);
        try
        {
            var last = await db
                .Journal.AsNoTracking()
                .OrderByDescending(j => j.Sequence)
                .Select(j => new JournalEnd(j.Sequence, j.Hash, j.Time))
                .FirstOrDefaultAsync(cancellation);
            return new WriteTurn(transaction, last);
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    public void Announce(long sequence)
    {
        try
        {
            RandomAccess.Write(bell.Value, BitConverter.GetBytes(sequence), 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The change is committed, and whoever looks finds it; only the quick word of it is lost.
            NotAnnounced(e, sequence);
        }
    }

    public async Task ListenAsync(Action<long?> changed, CancellationToken cancellation)
    {
        var touched = Channel.CreateBounded<bool>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
        );
        using var watch = Watch(() => touched.Writer.TryWrite(true));
        changed(null);
        while (true)
        {
            var wasTouched = await WaitAsync(touched.Reader, Unreported, cancellation);
            changed(null);
            if (!wasTouched)
                continue;
            await Task.Delay(Afterwards, wall, cancellation);
            changed(null);
        }
    }

    public async Task<bool> ExistsAsync(CancellationToken cancellation)
    {
        if (!File.Exists(file))
            return false;
        await using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = file,
                Mode = SqliteOpenMode.ReadWrite,
                Pooling = false,
            }.ConnectionString
        );
        await connection.OpenAsync(cancellation);
        await using var ask = connection.CreateCommand();
        ask.CommandText = $"SELECT count(*) FROM sqlite_master WHERE name = '{Migrations}'";
        return await ask.ExecuteScalarAsync(cancellation) is > 0L;
    }

    public async Task ProveWritableAsync(TimeSpan within, CancellationToken cancellation)
    {
        await using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = file,
                Mode = SqliteOpenMode.ReadWrite,
                DefaultTimeout = (int)Math.Ceiling(within.TotalSeconds),
                Pooling = false,
            }.ConnectionString
        );
        await connection.OpenAsync(cancellation);
        await using var write = connection.CreateCommand();
        // The version number is free for applications and unused here: writing it is a page on the disk like any other.
        // No statement here gives a row: the provider runs what stands behind one only as it closes the reader, and says
        // nothing of its errors.
        write.CommandText = $"BEGIN IMMEDIATE; PRAGMA user_version = {wall.GetUtcNow().Second}; COMMIT";
        await write.ExecuteNonQueryAsync(cancellation);
    }

    public async Task MigrateAsync(CancellationToken cancellation)
    {
        // What SQLite puts beside it has the rights of the file.
        OwnersOnly.File(file);
        await using var db = contexts.CreateDbContext();
        await CheckAsync(db, cancellation);
        await db.Database.MigrateAsync(cancellation);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellation);
    }

    public void Dispose()
    {
        if (bell.IsValueCreated)
            bell.Value.Dispose();
    }

    /// <summary>A fund whose store has damaged pages does not trade: what it reads there is not what it wrote.</summary>
    /// <exception cref="StartupException">The file is damaged.</exception>
    private async Task CheckAsync(SqliteFundDbContext db, CancellationToken cancellation)
    {
        string found;
        try
        {
            var said = await db.Database.SqlQueryRaw<string>("PRAGMA integrity_check(1)").ToListAsync(cancellation);
            found = said is [var first, ..] ? first : "no answer";
        }
        catch (SqliteException e)
            when (e.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB)
        {
            found = e.Message;
        }
        if (!string.Equals(found, "ok", StringComparison.Ordinal))
            throw new StartupException(
                $"The fund's store {file} is damaged ({found}). The fund does not trade on it: put a copy of it back."
            );
    }

    private FileSystemWatcher? Watch(Action touched)
    {
        try
        {
            var watch = new FileSystemWatcher(Path.GetDirectoryName(file)!, "fund.db*")
            {
                NotifyFilter = NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.FileName,
            };
            watch.Changed += (_, _) => touched();
            watch.Created += (_, _) => touched();
            watch.Error += (_, e) => WatchFaltered(e.GetException());
            watch.EnableRaisingEvents = true;
            return watch;
        }
        catch (IOException e)
        {
            // The system has no watch left to give: the look once a second remains.
            WatchFaltered(e);
            return null;
        }
    }

    private async Task<bool> WaitAsync(ChannelReader<bool> touched, TimeSpan most, CancellationToken cancellation)
    {
        using var waited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await using var timer = wall.CreateTimer(
            static source => ((CancellationTokenSource)source!).Cancel(),
            waited,
            most,
            Timeout.InfiniteTimeSpan
        );
        try
        {
            return await touched.ReadAsync(waited.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Change {Sequence} could not be announced to other processes.")]
    private partial void NotAnnounced(Exception e, long sequence);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The watch on the database file faltered.")]
    private partial void WatchFaltered(Exception e);
}
