using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace QuantFund.Infrastructure.PaperExchange;

/// <summary>
/// The exchange's file, this process's alone: statements and transactions, each on disk (WAL, synchronous=FULL) when the
/// call returns. Safe to call from several threads.
/// </summary>
internal sealed class ExchangeFile : IDisposable
{
    private readonly Lock gate = new();
    private readonly FileStream owner;
    private readonly SqliteConnection connection;
    private readonly TimeSpan usual;

    /// <summary>Opens the file, made when it is missing.</summary>
    /// <exception cref="StartupException">Another process has it, or it is damaged.</exception>
    public ExchangeFile(string path, string schema, TimeSpan patience)
    {
        usual = patience;
        owner = OwnerOf(path);
        connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Pooling = false,
                DefaultTimeout = (int)patience.TotalSeconds,
            }.ToString()
        );
        try
        {
            connection.Open();
            Run("PRAGMA journal_mode=WAL");
            Run("PRAGMA synchronous=FULL");
            Run("PRAGMA busy_timeout=5000");
            if (Query("PRAGMA quick_check(1)", r => r.GetString(0)) is [var found] && found != "ok")
                throw Damaged(path, found);
            Run(schema);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB)
        {
            Dispose();
            throw Damaged(path, e.Message);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Reads several things as they are at one moment.</summary>
    public T Read<T>(Func<T> read) => Alone(usual, read);

    /// <summary>
    /// One transaction that has the write lock from the start. By SQLite's own calls, since the provider waits for a lock
    /// in whole seconds and no shorter. Cancelled up to the last moment before the commit, it leaves nothing.
    /// </summary>
    /// <exception cref="SqliteException">Nothing was written: the file is locked for longer than that, or the disk full.</exception>
    public void Write(
        Action write,
        TimeSpan patience,
        Action? committing = null,
        CancellationToken cancellation = default
    )
    {
        Alone(
            patience,
            () =>
            {
                raw.sqlite3_busy_timeout(connection.Handle, (int)patience.TotalMilliseconds);
                Do("BEGIN IMMEDIATE");
                try
                {
                    write();
                    cancellation.ThrowIfCancellationRequested();
                    committing?.Invoke();
                    Do("COMMIT");
                }
                catch
                {
                    if (raw.sqlite3_get_autocommit(connection.Handle) == 0)
                        Do("ROLLBACK");
                    throw;
                }
                return 0;
            }
        );
    }

    public void Run(string sql, params (string Name, object Value)[] parameters)
    {
        Alone(
            usual,
            () =>
            {
                using var command = Command(sql, parameters);
                return command.ExecuteNonQuery();
            }
        );
    }

    public List<T> Query<T>(
        string sql,
        Func<SqliteDataReader, T> read,
        params (string Name, object Value)[] parameters
    ) =>
        Alone(
            usual,
            () =>
            {
                using var command = Command(sql, parameters);
                using var reader = command.ExecuteReader();
                var rows = new List<T>();
                while (reader.Read())
                    rows.Add(read(reader));
                return rows;
            }
        );

    public void Dispose()
    {
        connection.Dispose();
        owner.Dispose();
    }

    /// <summary>
    /// A disk that stands still in the middle of a commit holds whoever commits, and nobody else for longer than they have:
    /// market time is read by everything, the halt included.
    /// </summary>
    private T Alone<T>(TimeSpan atMost, Func<T> act)
    {
        if (!gate.TryEnter(atMost))
            throw new SqliteException("The exchange's store is in the middle of a write.", raw.SQLITE_BUSY);
        try
        {
            return act();
        }
        finally
        {
            gate.Exit();
        }
    }

    private SqliteCommand Command(string sql, (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        return command;
    }

    private void Do(string statement) =>
        SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(connection.Handle, statement), connection.Handle);

    private static StartupException Damaged(string path, string found) =>
        new(
            $"The exchange's store {path} is damaged ({found}). Put a copy of it back, or name another Data:Directory for a "
                + "fresh start."
        );

    /// <summary>The operating system lets go of it when the process ends, however it ends.</summary>
    private static FileStream OwnerOf(string path)
    {
        var file = Path.ChangeExtension(path, ".lock");
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new StartupException(
                $"Another process runs the exchange of this data directory (Data:Directory, {path}), and there can be only one. "
                    + "Stop it first, or name another Data:Directory.",
                e
            );
        }
    }
}
