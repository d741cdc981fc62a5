using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Data.Sqlite;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Simulation;
using QuantFund.Core.Simulation.Clock;

namespace QuantFund.Infrastructure.PaperExchange;

/// <summary>
/// The exchange's own file: account, positions, orders, executions and the mark of market time. Every write is on disk
/// (WAL, synchronous=FULL) when the call returns. Apart from the fund's database in everything, as a real broker is.
/// </summary>
public sealed class ExchangeStore : IClockMark, IDisposable
{
    private const string MarketTimeKey = "market_time";
    private const string InstanceKey = "instance";
    private const string IdentityKey = "identity";

    /// <summary>
    /// What a write waits for a lock that somebody else holds on the file. An order is answered within its permit, and
    /// whoever looks at the time must not wait at all.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TimePatience = TimeSpan.FromMilliseconds(50);

    private readonly ExchangeFile file;

    /// <summary>Opens the file, made when it is missing, for this process alone.</summary>
    /// <exception cref="StartupException">Another process has it, or it is damaged.</exception>
    public ExchangeStore(string path)
    {
        file = new ExchangeFile(path, ExchangeRows.Schema, Patience);
        try
        {
            Instance = file.Fact(InstanceKey) ?? Named();
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Names this account and its market time, apart from any other exchange on the same tape.</summary>
    public string Instance { get; }

    /// <summary>What the store was begun with (tape, cash); null for a fresh one.</summary>
    public string? Identity => file.Fact(IdentityKey);

    /// <summary>Nothing later was ever shown as market time; null for a fresh store.</summary>
    public DateTimeOffset? MarketTime =>
        file.Fact(MarketTimeKey) is { } ticks
            ? ExchangeRows.Time(long.Parse(ticks, CultureInfo.InvariantCulture))
            : null;

    /// <summary>Begins a fresh store: the tape that it belongs to, an account in cash, and market time.</summary>
    public void Begin(string identity, ExchangeAccount account, DateTimeOffset start) =>
        file.Write(
            () =>
            {
                file.SetFact(IdentityKey, identity);
                file.SetFact(MarketTimeKey, start.UtcTicks.ToString(CultureInfo.InvariantCulture));
                SetAccount(account);
            },
            Patience
        );

    public ExchangeAccount Load() =>
        file.Read(() =>
        {
            var orders = file.Query(
                $"SELECT {ExchangeRows.OrderColumns} FROM orders WHERE open = 1",
                ExchangeRows.ReadWorking
            );
            var positions = file.Query(
                "SELECT symbol, quantity, average_price FROM positions",
                r => new Position(Symbol.Parse(r.GetString(0)), ExchangeRows.Money(r, 1), ExchangeRows.Money(r, 2))
            );
            return new ExchangeAccount(
                decimal.Parse(file.Fact("cash")!, CultureInfo.InvariantCulture),
                positions.ToImmutableSortedDictionary(p => p.Symbol, p => p),
                orders.ToImmutableSortedDictionary(o => o.Number, o => o),
                ImmutableDictionary<Symbol, Taken>.Empty,
                long.Parse(file.Fact("next_order")!, CultureInfo.InvariantCulture),
                long.Parse(file.Fact("next_execution")!, CultureInfo.InvariantCulture)
            );
        });

    /// <summary>
    /// Writes one act in one transaction: what changed from one account to the next, and its executions. Cancelled up to
    /// the last moment before the commit, it leaves nothing.
    /// </summary>
    /// <exception cref="SqliteException">Nothing was written: the file is locked, or the disk full.</exception>
    public void Save(
        ExchangeAccount before,
        MatchOutcome outcome,
        Action? committing = null,
        CancellationToken cancellation = default
    ) =>
        file.Write(
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
                        file.SaveCancelRequest(working);
                SavePositions(before, after);
                SetAccount(after);
            },
            Patience,
            committing,
            cancellation
        );

    /// <summary>Undoes an order that was saved last and that nobody has heard of, with what it was executed for at once.</summary>
    /// <exception cref="SqliteException">Nothing was written: it stands as it was saved.</exception>
    public void TakeBack(ExchangeAccount before, MatchOutcome outcome) =>
        file.Write(
            () =>
            {
                file.Run(
                    "DELETE FROM executions WHERE order_id IN (SELECT id FROM orders WHERE number = $n)",
                    Number(before)
                );
                file.Run("DELETE FROM orders WHERE number = $n", Number(before));
                SavePositions(outcome.Account, before);
                SetAccount(before);
            },
            Patience
        );

    public BrokerOrder? Find(ClientOrderId id) => FindBy("client_order_id", id.Value);

    public BrokerOrder? Find(BrokerOrderId id) => FindBy("id", id.Value);

    /// <summary>Executions at or after a moment, oldest first.</summary>
    public IReadOnlyList<OrderExecution> ExecutionsSince(DateTimeOffset time) =>
        file.Query(
            $"SELECT {ExchangeRows.ExecutionColumns} FROM executions WHERE time >= $t ORDER BY number",
            ExchangeRows.ReadExecution,
            ("$t", time.UtcTicks)
        );

    public bool Reserve(DateTimeOffset until) => TrySetTime(until, TimePatience);

    public bool Settle(DateTimeOffset at) => TrySetTime(at, Patience);

    public void Dispose() => file.Dispose();

    /// <summary>Of the order that came to an account next.</summary>
    private static (string, object) Number(ExchangeAccount before) => ("$n", before.NextOrder);

    private void SavePositions(ExchangeAccount before, ExchangeAccount after)
    {
        foreach (var symbol in before.Positions.Keys.Except(after.Positions.Keys))
            file.Run("DELETE FROM positions WHERE symbol = $s", ("$s", symbol.Value));
        foreach (var (symbol, position) in after.Positions)
            if (!before.Positions.TryGetValue(symbol, out var old) || old != position)
                file.SavePosition(position);
    }

    private void SetAccount(ExchangeAccount account)
    {
        file.SetFact("cash", ExchangeRows.Text(account.Cash));
        file.SetFact("next_order", account.NextOrder.ToString(CultureInfo.InvariantCulture));
        file.SetFact("next_execution", account.NextExecution.ToString(CultureInfo.InvariantCulture));
    }

    private void SaveEvent(BrokerEvent happened, ExchangeAccount after)
    {
        switch (happened)
        {
            case BrokerEvent.OrderChanged changed:
                file.SaveOrder(changed.Order, after);
                break;
            case BrokerEvent.Executed executed:
                file.SaveOrder(executed.Order, after);
                file.SaveExecution(executed.Execution);
                break;
            default:
                throw new InvalidOperationException($"The exchange can't store a {happened.GetType().Name}.");
        }
    }

    private bool TrySetTime(DateTimeOffset time, TimeSpan patience)
    {
        try
        {
            file.Write(
                () => file.SetFact(MarketTimeKey, time.UtcTicks.ToString(CultureInfo.InvariantCulture)),
                patience
            );
            return true;
        }
        catch (SqliteException)
        {
            // Locked, or full: the clock stands still until it can be written.
            return false;
        }
    }

    private string Named()
    {
        var name = Guid.NewGuid().ToString("N");
        file.Write(() => file.SetFact(InstanceKey, name), Patience);
        return name;
    }

    /// <summary>By one of the two columns that are unique.</summary>
    private BrokerOrder? FindBy(string column, string value) =>
        file.Query(
                $"SELECT {ExchangeRows.OrderColumns} FROM orders WHERE {column} = $v",
                ExchangeRows.ReadOrder,
                ("$v", value)
            )
            .FirstOrDefault();
}
