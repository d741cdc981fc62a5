using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Ledger;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.State;

namespace QuantFund.KillHost;

/// <summary>Both sides' books after a start, side by side: the facts, judged elsewhere.</summary>
public sealed record BookReport(
    TradingState State,
    decimal FundCash,
    decimal BrokerCash,
    IReadOnlyList<Position> FundPositions,
    IReadOnlyList<Position> BrokerPositions,
    IReadOnlyList<FillLine> FundFills,
    IReadOnlyList<FillLine> BrokerFills,
    IReadOnlyList<OrderLine> FundOrders,
    IReadOnlyList<OrderLine> BrokerOrders,
    IReadOnlyList<PlannedLine> Planned,
    int OpenAtBroker,
    int UnfinishedCycles,
    long JournalEntries,
    long? JournalBroken,
    int Differences
)
{
    public static async Task<BookReport> OfAsync(
        IBroker broker,
        IOrderStore orders,
        ILedger ledger,
        ITradingStateStore states,
        ICycleStore cycles,
        IJournal journal,
        CancellationToken cancellation
    )
    {
        var account = await broker.AccountAsync(cancellation);
        var book = await ledger.ReadAsync(cancellation) ?? throw new InvalidOperationException("There is no ledger.");
        var stored = await AllAsync(orders, cancellation);
        var fills = new List<FillLine>();
        foreach (var order in stored.Where(o => o.FilledQuantity > 0m))
            fills.AddRange((await orders.ExecutionsAsync(order.Id, cancellation)).Select(FillLine.Of));
        var atBroker = new List<OrderLine>();
        foreach (var order in stored)
            if (await broker.FindAsync(order.Id, cancellation) is { } theirs)
                atBroker.Add(
                    new OrderLine(theirs.ClientOrderId, theirs.Status, theirs.Quantity, theirs.FilledQuantity)
                );
        var check = await journal.VerifyAsync(cancellation);
        return new BookReport(
            (await states.ReadAsync(cancellation)).State,
            book.Cash,
            account.Cash,
            [.. book.Positions.Select(p => p.Position).OrderBy(p => p.Symbol)],
            [.. account.Positions.OrderBy(p => p.Symbol)],
            [.. fills.OrderBy(f => f.OrderId, StringComparer.Ordinal).ThenBy(f => f.Cumulative)],
            [
                .. (await broker.ExecutionsSinceAsync(DateTimeOffset.UnixEpoch, cancellation))
                    .Select(FillLine.Of)
                    .OrderBy(f => f.OrderId, StringComparer.Ordinal)
                    .ThenBy(f => f.Cumulative),
            ],
            [.. stored.Select(OrderLine.Of)],
            atBroker,
            await PlannedAsync(cycles, cancellation),
            (await broker.OpenOrdersAsync(cancellation)).Count,
            (await cycles.UnfinishedAsync(cancellation)).Count,
            check.Entries,
            check.FirstBroken,
            await DifferencesAsync(journal, cancellation)
        );
    }

    /// <summary>What the fund itself holds of its orders: the broker is not asked.</summary>
    public static async Task<IReadOnlyList<OrderLine>> OrdersAsync(
        IOrderStore orders,
        CancellationToken cancellation
    ) => [.. (await AllAsync(orders, cancellation)).Select(OrderLine.Of)];

    private static async Task<List<StoredOrder>> AllAsync(IOrderStore orders, CancellationToken cancellation)
    {
        var all = new List<StoredOrder>();
        string? cursor = null;
        do
        {
            var page = await orders.PageAsync(null, 500, cursor, cancellation);
            all.AddRange(page.Items);
            cursor = page.NextCursor;
        } while (cursor is not null);
        return all;
    }

    private static async Task<IReadOnlyList<PlannedLine>> PlannedAsync(
        ICycleStore cycles,
        CancellationToken cancellation
    )
    {
        var planned = new List<PlannedLine>();
        string? cursor = null;
        do
        {
            var page = await cycles.PageAsync(500, cursor, cancellation);
            foreach (var cycle in page.Items)
                if (await cycles.PlanAsync(cycle.Id, cancellation) is { } plan)
                    planned.AddRange(plan.Trades.Select(t => new PlannedLine(cycle.Id, t.Symbol, t.Side, t.Quantity)));
            cursor = page.NextCursor;
        } while (cursor is not null);
        return planned;
    }

    private static async Task<int> DifferencesAsync(IJournal journal, CancellationToken cancellation)
    {
        var found = 0;
        long after = 0;
        while (await journal.AfterAsync(after, 1_000, cancellation) is { Count: > 0 } page)
        {
            found += page.Count(e => string.Equals(e.Kind, "differenceFound", StringComparison.Ordinal));
            after = page[^1].Sequence;
        }
        return found;
    }
}

public sealed record FillLine(
    string OrderId,
    ClientOrderId ClientOrderId,
    decimal Cumulative,
    decimal Quantity,
    decimal Price
)
{
    public static FillLine Of(OrderExecution e) =>
        new(e.OrderId.Value, e.ClientOrderId, e.CumulativeQuantity, e.Quantity, e.Price);
}

public sealed record OrderLine(ClientOrderId Id, OrderStatus Status, decimal Quantity, decimal Filled)
{
    public static OrderLine Of(StoredOrder o) => new(o.Id, o.Status, o.Intent.Quantity, o.FilledQuantity);
}

public sealed record PlannedLine(CycleId Cycle, Symbol Symbol, Side Side, decimal Quantity);
