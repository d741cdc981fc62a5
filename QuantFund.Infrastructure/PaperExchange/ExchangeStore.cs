using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Data.Sqlite;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Simulation;
using SQLitePCL;

namespace QuantFund.Infrastructure.PaperExchange;

/// <summary>
/// The exchange's own file: account, positions, orders, executions and the mark of market time. Every write is on disk
/// (WAL, synchronous=FULL) when the call returns. Apart from the fund's database in everything, as a real broker is.
/// </summary>
public sealed class ExchangeStore : IClockMark, IDisposable
{
    private const string MarketTimeKey = "market_time";
    private const string InstanceKey = "instance";

    /// <summary>
    /// What a write waits for a lock that somebody else holds on the file. An order is answered within its permit, and
    /// whoever looks at the time must not wait at all.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TimePatience = TimeSpan.FromMilliseconds(50);

    private readonly Lock gate = new();
    private readonly FileStream owner;
    private readonly SqliteConnection connection;

    /// <summary>Opens the file, made when it is missing, for this process alone.</summary>
    /// <exception cref="StartupException">Another process has it, or it is damaged.</exception>
    public ExchangeStore(string path)
    {
        owner = OwnerOf(path);
        connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Pooling = false,
                DefaultTimeout = (int)Patience.TotalSeconds,
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
            Run(Schema);
            Instance = Fact(InstanceKey) ?? Named();
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

    /// <summary>Names this account and its market time, apart from any other exchange on the same tape.</summary>
    public string Instance { get; }

    private const string Schema = """
        CREATE TABLE IF NOT EXISTS facts (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS positions (
            symbol TEXT PRIMARY KEY, quantity TEXT NOT NULL, average_price TEXT NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS orders (
            number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, client_order_id TEXT NOT NULL UNIQUE,
            symbol TEXT NOT NULL, side TEXT NOT NULL, type TEXT NOT NULL, quantity TEXT NOT NULL, limit_price TEXT,
            filled TEXT NOT NULL, average_price TEXT, filled_value TEXT NOT NULL, status TEXT NOT NULL, reason TEXT,
            cancel_requested INTEGER NOT NULL, submitted_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
            open INTEGER NOT NULL) STRICT;
        CREATE INDEX IF NOT EXISTS orders_open ON orders (number) WHERE open = 1;
        CREATE TABLE IF NOT EXISTS executions (
            number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, order_id TEXT NOT NULL,
            client_order_id TEXT NOT NULL, symbol TEXT NOT NULL, side TEXT NOT NULL, quantity TEXT NOT NULL,
            price TEXT NOT NULL, cumulative TEXT NOT NULL, fee TEXT NOT NULL, time INTEGER NOT NULL,
            UNIQUE (order_id, cumulative)) STRICT;
        CREATE INDEX IF NOT EXISTS executions_time ON executions (time);
        """;

    /// <summary>What the store was begun with (tape, cash); null for a fresh one.</summary>
    public string? Identity => Fact("identity");

    /// <summary>Nothing later was ever shown as market time; null for a fresh store.</summary>
    public DateTimeOffset? MarketTime =>
        Fact(MarketTimeKey) is { } ticks ? Time(long.Parse(ticks, CultureInfo.InvariantCulture)) : null;

    /// <summary>Begins a fresh store: the tape that it belongs to, an account in cash, and market time.</summary>
    public void Begin(string identity, ExchangeAccount account, DateTimeOffset start) =>
        Write(
            () =>
            {
                SetFact("identity", identity);
                SetFact(MarketTimeKey, start.UtcTicks.ToString(CultureInfo.InvariantCulture));
                SetAccount(account);
            },
            Patience
        );

    public ExchangeAccount Load()
    {
        lock (gate)
        {
            var orders = Query(
                "SELECT number, id, client_order_id, symbol, side, type, quantity, limit_price, filled, average_price, "
                    + "filled_value, status, reason, cancel_requested, submitted_at, updated_at FROM orders WHERE open = 1",
                ReadWorking
            );
            var positions = Query(
                "SELECT symbol, quantity, average_price FROM positions",
                r => new Position(Symbol.Parse(r.GetString(0)), Money(r, 1), Money(r, 2))
            );
            return new ExchangeAccount(
                decimal.Parse(Fact("cash")!, CultureInfo.InvariantCulture),
                positions.ToImmutableSortedDictionary(p => p.Symbol, p => p),
                orders.ToImmutableSortedDictionary(o => o.Number, o => o),
                ImmutableDictionary<Symbol, Taken>.Empty,
                long.Parse(Fact("next_order")!, CultureInfo.InvariantCulture),
                long.Parse(Fact("next_execution")!, CultureInfo.InvariantCulture)
            );
        }
    }

    /// <summary>
    /// Writes one act in one transaction: what changed from one account to the next, and its executions. Cancelled up to
    /// the last moment before the commit, it leaves nothing.
    /// </summary>
    /// <exception cref="SqliteException">Nothing was written: the file is locked, or the disk full.</exception>
    public void Save(ExchangeAccount before, MatchOutcome outcome, CancellationToken cancellation = default) =>
        Write(
            () =>
            {
                var after = outcome.Account;
                foreach (var happened in outcome.Events)
                    SaveEvent(happened, after);
                foreach (var (number, working) in after.Orders)
                    if (
                        before.Orders.TryGetValue(number, out var old)
                        && old.CancelRequested != working.CancelRequested
                    )
                        SaveCancelRequest(working);
                foreach (var symbol in before.Positions.Keys.Except(after.Positions.Keys))
                    Run("DELETE FROM positions WHERE symbol = $s", ("$s", symbol.Value));
                foreach (var (symbol, position) in after.Positions)
                    if (!before.Positions.TryGetValue(symbol, out var old) || old != position)
                        SavePosition(position);
                SetAccount(after);
            },
            Patience,
            cancellation
        );

    public BrokerOrder? Find(ClientOrderId id) => FindBy("client_order_id", id.Value);

    public BrokerOrder? Find(BrokerOrderId id) => FindBy("id", id.Value);

    /// <summary>Executions at or after a moment, oldest first.</summary>
    public IReadOnlyList<OrderExecution> ExecutionsSince(DateTimeOffset time)
    {
        lock (gate)
            return Query(
                "SELECT order_id, client_order_id, id, symbol, side, quantity, price, cumulative, fee, time "
                    + "FROM executions WHERE time >= $t ORDER BY number",
                ReadExecution,
                ("$t", time.UtcTicks)
            );
    }

    public bool Reserve(DateTimeOffset until) => TrySetTime(until, TimePatience);

    public bool Settle(DateTimeOffset at) => TrySetTime(at, Patience);

    public void Dispose()
    {
        connection.Dispose();
        owner.Dispose();
    }

    private static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);

    private static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    private static decimal Money(SqliteDataReader row, int column) =>
        decimal.Parse(row.GetString(column), NumberStyles.Number, CultureInfo.InvariantCulture);

    private static decimal? MaybeMoney(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : Money(row, column);

    private static BrokerOrder ReadOrder(SqliteDataReader r) =>
        new(
            new BrokerOrderId(r.GetString(1)),
            new ClientOrderId(r.GetString(2)),
            Symbol.Parse(r.GetString(3)),
            Enum.Parse<Side>(r.GetString(4)),
            Enum.Parse<OrderType>(r.GetString(5)),
            Money(r, 6),
            MaybeMoney(r, 7),
            Money(r, 8),
            MaybeMoney(r, 9),
            Enum.Parse<OrderStatus>(r.GetString(11)),
            r.IsDBNull(12) ? null : r.GetString(12),
            Time(r.GetInt64(14)),
            Time(r.GetInt64(15))
        );

    private static WorkingOrder ReadWorking(SqliteDataReader r) =>
        new(r.GetInt64(0), ReadOrder(r), Money(r, 10), r.GetInt64(13) == 1);

    private static OrderExecution ReadExecution(SqliteDataReader r) =>
        new(
            new BrokerOrderId(r.GetString(0)),
            new ClientOrderId(r.GetString(1)),
            r.GetString(2),
            Symbol.Parse(r.GetString(3)),
            Enum.Parse<Side>(r.GetString(4)),
            Money(r, 5),
            Money(r, 6),
            Money(r, 7),
            Money(r, 8),
            Time(r.GetInt64(9))
        );

    private void SetFact(string key, string value) =>
        Run(
            "INSERT INTO facts VALUES ($k, $v) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            ("$k", key),
            ("$v", value)
        );

    private void SetAccount(ExchangeAccount account)
    {
        SetFact("cash", Text(account.Cash));
        SetFact("next_order", account.NextOrder.ToString(CultureInfo.InvariantCulture));
        SetFact("next_execution", account.NextExecution.ToString(CultureInfo.InvariantCulture));
    }

    private void SaveEvent(BrokerEvent happened, ExchangeAccount after)
    {
        switch (happened)
        {
            case BrokerEvent.OrderChanged changed:
                SaveOrder(changed.Order, after);
                break;
            case BrokerEvent.Executed executed:
                SaveOrder(executed.Order, after);
                SaveExecution(executed.Execution);
                break;
            default:
                throw new InvalidOperationException($"The exchange can't store a {happened.GetType().Name}.");
        }
    }

    private void SaveOrder(BrokerOrder order, ExchangeAccount after)
    {
        var number = long.Parse(order.Id.Value.AsSpan(order.Id.Value.IndexOf('-') + 1), CultureInfo.InvariantCulture);
        var working = after.Orders.GetValueOrDefault(number);
        Run(
            """
            INSERT INTO orders VALUES ($number, $id, $client, $symbol, $side, $type, $quantity, $limit, $filled, $average,
                $value, $status, $reason, $cancel, $submitted, $updated, $open)
            ON CONFLICT (number) DO UPDATE SET filled = excluded.filled, average_price = excluded.average_price,
                filled_value = excluded.filled_value, status = excluded.status, reason = excluded.reason,
                cancel_requested = excluded.cancel_requested, updated_at = excluded.updated_at, open = excluded.open
            """,
            ("$number", number),
            ("$id", order.Id.Value),
            ("$client", order.ClientOrderId.Value),
            ("$symbol", order.Symbol.Value),
            ("$side", order.Side.ToString()),
            ("$type", order.Type.ToString()),
            ("$quantity", Text(order.Quantity)),
            ("$limit", order.LimitPrice is { } limit ? Text(limit) : DBNull.Value),
            ("$filled", Text(order.FilledQuantity)),
            ("$average", order.AveragePrice is { } average ? Text(average) : DBNull.Value),
            ("$value", Text(working?.FilledValue ?? 0m)),
            ("$status", order.Status.ToString()),
            ("$reason", (object?)order.Reason ?? DBNull.Value),
            ("$cancel", working?.CancelRequested == true ? 1L : 0L),
            ("$submitted", order.SubmittedAt.UtcTicks),
            ("$updated", order.UpdatedAt.UtcTicks),
            ("$open", order.Status.IsFinal() ? 0L : 1L)
        );
    }

    private void SaveExecution(OrderExecution execution) =>
        Run(
            "INSERT INTO executions (id, order_id, client_order_id, symbol, side, quantity, price, cumulative, fee, time) "
                + "VALUES ($id, $order, $client, $symbol, $side, $quantity, $price, $cumulative, $fee, $time)",
            ("$id", execution.ExecutionId),
            ("$order", execution.OrderId.Value),
            ("$client", execution.ClientOrderId.Value),
            ("$symbol", execution.Symbol.Value),
            ("$side", execution.Side.ToString()),
            ("$quantity", Text(execution.Quantity)),
            ("$price", Text(execution.Price)),
            ("$cumulative", Text(execution.CumulativeQuantity)),
            ("$fee", Text(execution.Fee)),
            ("$time", execution.Time.UtcTicks)
        );

    private void SaveCancelRequest(WorkingOrder working) =>
        Run(
            "UPDATE orders SET cancel_requested = $c WHERE number = $n",
            ("$c", working.CancelRequested ? 1L : 0L),
            ("$n", working.Number)
        );

    private void SavePosition(Position position) =>
        Run(
            "INSERT INTO positions VALUES ($s, $q, $a) ON CONFLICT (symbol) "
                + "DO UPDATE SET quantity = excluded.quantity, average_price = excluded.average_price",
            ("$s", position.Symbol.Value),
            ("$q", Text(position.Quantity)),
            ("$a", Text(position.AveragePrice))
        );

    private void Run(string sql, params (string Name, object Value)[] parameters)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }

    private bool TrySetTime(DateTimeOffset time, TimeSpan patience)
    {
        try
        {
            Write(() => SetFact(MarketTimeKey, time.UtcTicks.ToString(CultureInfo.InvariantCulture)), patience);
            return true;
        }
        catch (SqliteException)
        {
            // Locked, or full: the clock stands still until it can be written.
            return false;
        }
    }

    /// <summary>
    /// One transaction that has the write lock from the start. By SQLite's own calls, since the provider waits for a lock
    /// in whole seconds and no shorter.
    /// </summary>
    private void Write(Action write, TimeSpan patience, CancellationToken cancellation = default)
    {
        lock (gate)
        {
            raw.sqlite3_busy_timeout(connection.Handle, (int)patience.TotalMilliseconds);
            Do("BEGIN IMMEDIATE");
            try
            {
                write();
                cancellation.ThrowIfCancellationRequested();
                Do("COMMIT");
            }
            catch
            {
                if (raw.sqlite3_get_autocommit(connection.Handle) == 0)
                    Do("ROLLBACK");
                throw;
            }
        }
    }

    private void Do(string statement) =>
        SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(connection.Handle, statement), connection.Handle);

    private string Named()
    {
        var name = Guid.NewGuid().ToString("N");
        Write(() => SetFact(InstanceKey, name), Patience);
        return name;
    }

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

    private string? Fact(string key)
    {
        lock (gate)
            return Query("SELECT value FROM facts WHERE key = $k", r => r.GetString(0), ("$k", key)).FirstOrDefault();
    }

    private BrokerOrder? FindBy(string column, string value)
    {
        lock (gate)
            return Query(
                    "SELECT number, id, client_order_id, symbol, side, type, quantity, limit_price, filled, average_price, "
                        + "filled_value, status, reason, cancel_requested, submitted_at, updated_at FROM orders WHERE "
                        + column
                        + " = $v",
                    ReadOrder,
                    ("$v", value)
                )
                .FirstOrDefault();
    }

    private List<T> Query<T>(
        string sql,
        Func<SqliteDataReader, T> read,
        params (string Name, object Value)[] parameters
    )
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }
}
