using System.Globalization;
using Npgsql;
using QuantFund.Core.Fund.Engine;

namespace QuantFund.Infrastructure.Persistence.Postgres;

/// <summary>
/// The lead as a session's advisory lock on a connection of its own. The server lets go of it when the connection ends,
/// so a lost connection is a lost lead.
/// </summary>
internal sealed class PostgresLease(string connection) : ILeaderLease
{
    private const long LeaderLock = 0x51464e44_0002;

    private readonly string own = new NpgsqlConnectionStringBuilder(connection)
    {
        Pooling = false,
        KeepAlive = 5,
        ApplicationName = $"QuantFund engine, process {Environment.ProcessId} on {Environment.MachineName}",
    }.ConnectionString;

    public async Task<IHeldLease?> TryTakeAsync(CancellationToken cancellation)
    {
        var session = new NpgsqlConnection(own);
        try
        {
            await session.OpenAsync(cancellation);
            await using var ask = new NpgsqlCommand("SELECT pg_try_advisory_lock($1)", session);
            ask.Parameters.Add(new NpgsqlParameter { Value = LeaderLock });
            if (await ask.ExecuteScalarAsync(cancellation) is true)
                return new Held(session);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
        await session.DisposeAsync();
        return null;
    }

    public async Task<string?> HolderAsync(CancellationToken cancellation)
    {
        await using var session = new NpgsqlConnection(own);
        await session.OpenAsync(cancellation);
        await using var ask = new NpgsqlCommand(
            """
            SELECT a.application_name, a.backend_start
            FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
              AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND (l.classid::bigint << 32) + l.objid::bigint = $1
            """,
            session
        );
        ask.Parameters.Add(new NpgsqlParameter { Value = LeaderLock });
        await using var row = await ask.ExecuteReaderAsync(cancellation);
        if (!await row.ReadAsync(cancellation))
            return null;
        var since = row.GetFieldValue<DateTimeOffset>(1).ToString("u", CultureInfo.InvariantCulture);
        return $"{row.GetString(0)} since {since}";
    }

    private sealed class Held : IHeldLease
    {
        private readonly NpgsqlConnection session;
        private readonly CancellationTokenSource lost = new();
        private readonly CancellationTokenSource givenUp = new();
        private readonly Task watch;

        public Held(NpgsqlConnection session)
        {
            this.session = session;
            watch = WatchAsync();
        }

        public CancellationToken Lost => lost.Token;

        public async ValueTask DisposeAsync()
        {
            await givenUp.CancelAsync();
            await watch;
            await session.DisposeAsync();
            givenUp.Dispose();
            lost.Dispose();
        }

        /// <summary>Nothing is ever sent on the connection: a wait on it ends when the connection does.</summary>
        private async Task WatchAsync()
        {
            try
            {
                while (true)
                    await session.WaitAsync(givenUp.Token);
            }
            catch (OperationCanceledException) when (givenUp.IsCancellationRequested)
            {
                // Given up on purpose.
            }
            catch (Exception)
            {
                // Whatever ended it, the server has let go of the lock.
                await lost.CancelAsync();
            }
        }
    }
}
