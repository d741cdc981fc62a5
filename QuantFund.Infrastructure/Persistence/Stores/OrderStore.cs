using Microsoft.EntityFrameworkCore;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Execution.PreTrade;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.Views;
using QuantFund.Infrastructure.Persistence.Rows;

namespace QuantFund.Infrastructure.Persistence.Stores;

internal sealed class OrderStore(IFundDatabase database, FundWriter writer) : IOrderStore
{
    public Task<PermitAnswer> PermitAsync(
        OrderIntent intent,
        Func<PermitFacts, PreTradeVerdict> check,
        CancellationToken cancellation
    ) =>
        writer.WriteAsync<PermitAnswer>(
            async (change, token) =>
            {
                var (known, facts) = await FactsAsync(change, intent.Id, token);
                if (known is not null)
                    return new PermitAnswer.Known(known);
                var order = OrderLife.Permitted(intent, change.Now, change.WallNow);
                switch (check(facts))
                {
                    case PreTradeVerdict.Refused refused:
                        change.Record(new FundFact.OrderRefused(OrderView.Of(order), refused.Check, refused.Reason));
                        return new PermitAnswer.Refused(refused.Check, refused.Reason);
                    case PreTradeVerdict.Allowed:
                        var place = change.Record(new FundFact.OrderChanged(OrderView.Of(order)));
                        change.Db.Orders.Add(OrderRow.New(order, place));
                        Step(change, null, order, place);
                        return new PermitAnswer.Granted(order, order.PermittedAt + IOrderStore.PermitLife);
                    case var other:
                        throw new InvalidOperationException($"The pre-trade check answered {other}.");
                }
            },
            cancellation
        );

    public Task<StoredOrder> AnswerAsync(ClientOrderId id, SubmitAnswer answer, CancellationToken cancellation) =>
        MoveAsync(id, (order, change) => OrderLife.Answered(order, answer, change.Now, change.WallNow), cancellation);

    public Task<StoredOrder> NeverSentAsync(ClientOrderId id, string reason, CancellationToken cancellation) =>
        MoveAsync(id, (order, change) => OrderLife.NeverSent(order, reason, change.Now, change.WallNow), cancellation);

    public async Task<StoredOrder> ObserveAsync(BrokerOrder order, CancellationToken cancellation)
    {
        // Most looks bring nothing new: only news takes the writer's lock.
        var present = await FindAsync(order.ClientOrderId, cancellation);
        return present is not null && OrderLife.Observed(present, order, present.UpdatedAt) == present
            ? present
            : await MoveAsync(
                order.ClientOrderId,
                (stored, change) => OrderLife.Observed(stored, order, change.Now),
                cancellation
            );
    }

    public async Task<bool> ExecuteAsync(OrderExecution execution, CancellationToken cancellation)
    {
        // Sweeps read the same executions over and over: only a new one takes the writer's lock.
        await using (var db = database.CreateDbContext())
        {
            if (await IsStoredAsync(db, execution, cancellation))
                return false;
        }
        return await writer.WriteAsync(
            async (change, token) =>
            {
                if (await IsStoredAsync(change.Db, execution, token))
                    return false;
                return await Executing.StoreAsync(change, execution, token);
            },
            cancellation
        );
    }

    public async Task<StoredOrder?> FindAsync(ClientOrderId id, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        var row = await db.Orders.AsNoTracking().FirstOrDefaultAsync(o => o.Id == id.Value, cancellation);
        return row?.ToOrder();
    }

    public async Task<IReadOnlyList<StoredOrder>> OpenAsync(CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        return await db.OpenOrdersAsync(cancellation);
    }

    public async Task<IReadOnlyList<StoredOrder>> OfCycleAsync(CycleId cycle, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        var rows = await db
            .Orders.AsNoTracking()
            .Where(o => o.CycleId == cycle.Value)
            .OrderBy(o => o.Place)
            .ToListAsync(cancellation);
        return rows.ConvertAll(o => o.ToOrder());
    }

    public async Task<IReadOnlyList<OrderStep>> HistoryAsync(ClientOrderId id, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        return await db
            .OrderSteps.AsNoTracking()
            .Where(s => s.OrderId == id.Value)
            .OrderBy(s => s.Place)
            .Select(s => new OrderStep(s.Time, s.Status, s.Reason))
            .ToListAsync(cancellation);
    }

    public async Task<IReadOnlyList<OrderExecution>> ExecutionsAsync(ClientOrderId id, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        var rows = await db
            .Executions.AsNoTracking()
            .Where(e => e.OrderId == id.Value)
            .OrderBy(e => e.Place)
            .ToListAsync(cancellation);
        return rows.ConvertAll(e => e.ToExecution());
    }

    public async Task<DateTimeOffset?> LastExecutionAsync(CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        return await db.Executions.MaxAsync(e => (DateTimeOffset?)e.Time, cancellation);
    }

    public async Task<Page<StoredOrder>> PageAsync(
        IReadOnlySet<OrderStatus>? statuses,
        int limit,
        string? cursor,
        CancellationToken cancellation
    )
    {
        var before = PageCursor.Before(cursor);
        await using var db = database.CreateDbContext();
        var rows = db.Orders.AsNoTracking().Where(o => o.Place < before);
        if (statuses is not null)
        {
            OrderStatus[] asked = [.. statuses];
            rows = rows.Where(o => asked.Contains(o.Status));
        }
        var page = await rows.OrderByDescending(o => o.Place).Take(limit + 1).ToListAsync(cancellation);
        return page.ToPage(limit, o => o.ToOrder(), o => o.Place);
    }

    /// <summary>Adds the step that an order has taken, where its status or reason moved.</summary>
    public static void Step(FundChange change, StoredOrder? before, StoredOrder order, long place)
    {
        if (before?.Status == order.Status && before.Reason == order.Reason)
            return;
        change.Db.OrderSteps.Add(
            new OrderStepRow
            {
                OrderId = order.Id.Value,
                Place = place,
                Time = order.UpdatedAt,
                Status = order.Status,
                Reason = order.Reason,
            }
        );
    }

    private Task<StoredOrder> MoveAsync(
        ClientOrderId id,
        Func<StoredOrder, FundChange, StoredOrder> move,
        CancellationToken cancellation
    ) =>
        writer.WriteAsync(
            async (change, token) =>
            {
                var row =
                    await change.Db.Orders.FirstOrDefaultAsync(o => o.Id == id.Value, token)
                    ?? throw new InvalidOperationException($"The store has no order {id}.");
                var present = row.ToOrder();
                var next = move(present, change);
                if (next == present)
                    return present;
                row.Take(next);
                // A permit that closes is no news to anybody outside; everything that a view shows is.
                if (OrderView.Of(next) != OrderView.Of(present))
                    Step(change, present, next, change.Record(new FundFact.OrderChanged(OrderView.Of(next))));
                return next;
            },
            cancellation
        );

    private static Task<bool> IsStoredAsync(
        FundDbContext db,
        OrderExecution execution,
        CancellationToken cancellation
    ) =>
        db.Executions.AnyAsync(
            e => e.BrokerOrderId == execution.OrderId.Value && e.CumulativeQuantity == execution.CumulativeQuantity,
            cancellation
        );

    /// <summary>The order itself where it is known, and the facts of its permit, in three trips to the database.</summary>
    private static async Task<(StoredOrder? Known, PermitFacts Facts)> FactsAsync(
        FundChange change,
        ClientOrderId id,
        CancellationToken cancellation
    )
    {
        var db = change.Db;
        var rows = await db
            .Orders.AsNoTracking()
            .Where(o => o.IsOpen || o.Id == id.Value)
            .OrderBy(o => o.Place)
            .ToListAsync(cancellation);
        var orders = rows.ConvertAll(o => o.ToOrder());
        var state = await db.TradingStateAsync(cancellation);
        var book = await db.LedgerAsync(cancellation);
        var facts = new PermitFacts(
            state,
            orders.FindAll(o => o.IsOpen),
            (book?.Positions ?? []).ToDictionary(p => p.Position.Symbol, p => p.Position),
            book?.Cash ?? 0m,
            change.Now
        );
        return (orders.Find(o => o.Id == id), facts);
    }
}
