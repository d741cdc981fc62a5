using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace QuantFund.Infrastructure.Persistence.Sqlite;

/// <summary>
/// Settings that SQLite keeps per connection. FULL: a committed permit or halt survives a power cut, which WAL alone
/// does not promise. The busy timeout makes SQLite itself wait for another process, in steps of milliseconds.
/// </summary>
internal sealed class SqliteSession : DbConnectionInterceptor
{
    private const string Settings = "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Set(connection);

    public override Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        Set(connection);
        return Task.CompletedTask;
    }

    private static void Set(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Settings;
        command.ExecuteNonQuery();
    }
}
