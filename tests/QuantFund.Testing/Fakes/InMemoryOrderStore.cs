using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Ledger;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Execution.PreTrade;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.Views;

namespace QuantFund.Testing.Fakes;

/// <summary>The orders in memory, moved by the same <see cref="OrderLife"/> as in a database.</summary>
public sealed class InMemoryOrderStore(InMemoryFund fund, InMemoryJournal journal, KillSwitch kill) : IOrderStore
{
    /// <summary>Runs right after a permit is granted, before the sender sees it: what happens in between is up to the test.</summary>
    public Action<StoredOrder>? Permitted { get; set; }

    /// <summary>Runs before a permit is asked for; what it throws is the store's failure.</summary>
    public Action<OrderIntent>? Permitting { get; set; }

    /// <summary>Runs before what a POST answered is stored; what it throws is the store's failure.</summary>
    public Action<ClientOrderId>? Answering { get; set; }

    public Task<PermitAnswer> PermitAsync(
        OrderIntent intent,
        Func<PermitFacts, PreTradeVerdict> check,
        CancellationToken cancellation
    )
    {
        Permitting?.Invoke(intent);
        var answer = journal.Change<PermitAnswer>(() =>
        {
            if (Find(intent.Id) is { } known)
                return new PermitAnswer.Known(known);
            var order = OrderLife.Permitted(intent, fund.Market.Now, fund.Wall.GetUtcNow());
            var facts = new PermitFacts(
                fund.State,
                [.. fund.Orders.Where(o => o.IsOpen)],
                fund.Positions.ToDictionary(p => p.Key, p => p.Value.Position),
                fund.Cash ?? 0m,
                fund.Market.Now
            );
            if (check(facts) is PreTradeVerdict.Refused refused)
            {
                journal.Record(new FundFact.OrderRefused(OrderView.Of(order), refused.Check, refused.Reason));
                return new PermitAnswer.Refused(refused.Check, refused.Reason);
            }
            fund.Orders.Add(order);
            Step(null, order);
            journal.Record(new FundFact.OrderChanged(OrderView.Of(order)));
            return new PermitAnswer.Granted(order, order.PermittedAt + IOrderStore.PermitLife);
        });
        if (answer is PermitAnswer.Granted granted)
            Permitted?.Invoke(granted.Order);
        return Task.FromResult(answer);
    }

    public Task<StoredOrder> AnswerAsync(ClientOrderId id, SubmitAnswer answer, CancellationToken cancellation)
    {
        Answering?.Invoke(id);
        return MoveAsync(id, o => OrderLife.Answered(o, answer, fund.Market.Now, fund.Wall.GetUtcNow()));
    }

    public Task<StoredOrder> NeverSentAsync(ClientOrderId id, string reason, CancellationToken cancellation) =>
        MoveAsync(id, o => OrderLife.NeverSent(o, reason, fund.Market.Now, fund.Wall.GetUtcNow()));

    public Task<StoredOrder> ObserveAsync(BrokerOrder order, CancellationToken cancellation)
    {
        kill.Alive();
        lock (fund.Sync)
            if (
                Find(order.ClientOrderId) is { } present
                && OrderLife.Observed(present, order, present.UpdatedAt) == present
            )
                return Task.FromResult(present);
        return MoveAsync(order.ClientOrderId, o => OrderLife.Observed(o, order, fund.Market.Now));
    }

    public Task<bool> ExecuteAsync(OrderExecution execution, CancellationToken cancellation)
    {
        kill.Alive();
        lock (fund.Sync)
            if (IsStored(execution))
                return Task.FromResult(false);
        return Task.FromResult(
            journal.Change(() =>
            {
                if (fund.Cash is not { } cash)
                    throw new InvalidOperationException("An execution came before the fund adopted its broker's book.");
                var at = fund.Orders.FindIndex(o => o.Id == execution.ClientOrderId || o.BrokerId == execution.OrderId);
                if (at < 0 && execution.Time <= fund.AdoptedAt)
                    return false;
                fund.Executions.Add(execution);
                fund.Cash = cash + LedgerArithmetic.CashOf(execution);
                var held = Book(execution, at < 0 ? null : fund.Orders[at].Intent.Cycle);
                if (at < 0)
                {
                    journal.Record(
                        new FundFact.DifferenceFound(
                            $"execution {execution.ExecutionId}",
                            "none",
                            $"{execution.Side} {execution.Quantity} {execution.Symbol}"
                        )
                    );
                    return true;
                }
                var before = fund.Orders[at];
                var order = fund.Orders[at] = OrderLife.Executed(before, execution, fund.Market.Now);
                Step(before, order);
                journal.Record(
                    new FundFact.OrderFilled(
                        OrderView.Of(order),
                        new FillView(
                            order.Id,
                            order.Intent.Cycle,
                            execution.Symbol,
                            execution.Side,
                            execution.Quantity,
                            execution.Price,
                            execution.Time
                        ),
                        held,
                        fund.Cash.Value
                    )
                );
                return true;
            })
        );
    }

    public Task<StoredOrder?> FindAsync(ClientOrderId id, CancellationToken cancellation) => Read(() => Find(id));

    public Task<IReadOnlyList<StoredOrder>> OpenAsync(CancellationToken cancellation) =>
        Read<IReadOnlyList<StoredOrder>>(() => [.. fund.Orders.Where(o => o.IsOpen)]);

    public Task<IReadOnlyList<StoredOrder>> OfCycleAsync(CycleId cycle, CancellationToken cancellation) =>
        Read<IReadOnlyList<StoredOrder>>(() => [.. fund.Orders.Where(o => o.Intent.Cycle == cycle)]);

    public Task<IReadOnlyList<OrderStep>> HistoryAsync(ClientOrderId id, CancellationToken cancellation) =>
        Read<IReadOnlyList<OrderStep>>(() => [.. fund.Steps.GetValueOrDefault(id) ?? []]);

    public Task<IReadOnlyList<OrderExecution>> ExecutionsAsync(ClientOrderId id, CancellationToken cancellation) =>
        Read<IReadOnlyList<OrderExecution>>(() => [.. fund.Executions.Where(e => e.ClientOrderId == id)]);

    public Task<DateTimeOffset?> LastExecutionAsync(CancellationToken cancellation) =>
        Read(() => fund.Executions.Select(e => (DateTimeOffset?)e.Time).Max());

    public Task<Page<StoredOrder>> PageAsync(
        IReadOnlySet<OrderStatus>? statuses,
        int limit,
        string? cursor,
        CancellationToken cancellation
    ) =>
        Read(() =>
            Paging.NewestFirst(
                fund.Orders.Where(o => statuses is null || statuses.Contains(o.Status)),
                o => fund.Orders.IndexOf(o) + 1,
                PageCursor.Before(cursor),
                limit
            )
        );

    private Task<StoredOrder> MoveAsync(ClientOrderId id, Func<StoredOrder, StoredOrder> move) =>
        Task.FromResult(
            journal.Change(() =>
            {
                var at = fund.Orders.FindIndex(o => o.Id == id);
                if (at < 0)
                    throw new InvalidOperationException($"The store has no order {id}.");
                var present = fund.Orders[at];
                var next = fund.Orders[at] = move(present);
                if (OrderView.Of(next) != OrderView.Of(present))
                {
                    Step(present, next);
                    journal.Record(new FundFact.OrderChanged(OrderView.Of(next)));
                }
                return next;
            })
        );

    private decimal Book(OrderExecution execution, CycleId? cycle)
    {
        var before = fund.Positions.GetValueOrDefault(execution.Symbol);
        var after = LedgerArithmetic.After(before?.Position ?? new Position(execution.Symbol, 0m, 0m), execution);
        (fund.Trades, var realized) = fund.Trades.After(
            before?.Realized ?? 0m,
            before?.Position ?? new Position(execution.Symbol, 0m, 0m),
            LedgerArithmetic.Signed(execution.Side, execution.Quantity),
            execution.Price
        );
        if (after.Quantity == 0m)
            fund.Positions.Remove(execution.Symbol);
        else if (before is null || Math.Sign(before.Position.Quantity) != Math.Sign(after.Quantity))
            fund.Positions[execution.Symbol] = new LedgerPosition(after, cycle, execution.Time);
        else
            fund.Positions[execution.Symbol] = before with { Position = after, Realized = realized };
        return after.Quantity;
    }

    private StoredOrder? Find(ClientOrderId id) => fund.Orders.Find(o => o.Id == id);

    private bool IsStored(OrderExecution execution) =>
        fund.Executions.Exists(e =>
            e.OrderId == execution.OrderId && e.CumulativeQuantity == execution.CumulativeQuantity
        );

    private void Step(StoredOrder? before, StoredOrder order)
    {
        if (before?.Status == order.Status && before.Reason == order.Reason)
            return;
        if (!fund.Steps.TryGetValue(order.Id, out var steps))
            fund.Steps[order.Id] = steps = [];
        steps.Add(new OrderStep(order.UpdatedAt, order.Status, order.Reason));
    }

    private Task<T> Read<T>(Func<T> read)
    {
        kill.Alive();
        lock (fund.Sync)
            return Task.FromResult(read());
    }
}
