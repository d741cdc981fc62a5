using System.Globalization;
using Microsoft.Data.Sqlite;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Simulation;

namespace QuantFund.Infrastructure.PaperExchange;

/// <summary>The tables of the exchange's file: how facts, orders, executions and positions are written and read.</summary>
internal static class ExchangeRows
{
    public const string OrderColumns =
        "number, id, client_order_id, symbol, side, type, quantity, limit_price, filled, average_price, "
        + "filled_value, status, reason, cancel_requested, submitted_at, updated_at";

    public const string ExecutionColumns =
        "order_id, client_order_id, id, symbol, side, quantity, price, cumulative, fee, time";

    public const string Schema = """
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

    public static string? Fact(this ExchangeFile file, string key) =>
        file.Query("SELECT value FROM facts WHERE key = $k", r => r.GetString(0), ("$k", key)).FirstOrDefault();

    public static void SetFact(this ExchangeFile file, string key, string value) =>
        file.Run(
            "INSERT INTO facts VALUES ($k, $v) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            ("$k", key),
            ("$v", value)
        );

    public static void SaveOrder(this ExchangeFile file, BrokerOrder order, ExchangeAccount after)
    {
        var number = long.Parse(order.Id.Value.AsSpan(order.Id.Value.IndexOf('-') + 1), CultureInfo.InvariantCulture);
        var working = after.Orders.GetValueOrDefault(number);
        file.Run(
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

    public static void SaveExecution(this ExchangeFile file, OrderExecution execution) =>
        file.Run(
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

    public static void SaveCancelRequest(this ExchangeFile file, WorkingOrder working) =>
        file.Run(
            "UPDATE orders SET cancel_requested = $c WHERE number = $n",
            ("$c", working.CancelRequested ? 1L : 0L),
            ("$n", working.Number)
        );

    public static void SavePosition(this ExchangeFile file, Position position) =>
        file.Run(
            "INSERT INTO positions VALUES ($s, $q, $a) ON CONFLICT (symbol) "
                + "DO UPDATE SET quantity = excluded.quantity, average_price = excluded.average_price",
            ("$s", position.Symbol.Value),
            ("$q", Text(position.Quantity)),
            ("$a", Text(position.AveragePrice))
        );

    public static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);

    public static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    public static decimal Money(SqliteDataReader row, int column) =>
        decimal.Parse(row.GetString(column), NumberStyles.Number, CultureInfo.InvariantCulture);

    private static decimal? MaybeMoney(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : Money(row, column);

    public static BrokerOrder ReadOrder(SqliteDataReader r) =>
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

    public static WorkingOrder ReadWorking(SqliteDataReader r) =>
        new(r.GetInt64(0), ReadOrder(r), Money(r, 10), r.GetInt64(13) == 1);

    public static OrderExecution ReadExecution(SqliteDataReader r) =>
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
}
