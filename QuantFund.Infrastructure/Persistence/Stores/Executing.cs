using Microsoft.EntityFrameworkCore;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Ledger;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.State;
using QuantFund.Core.Fund.Views;
using QuantFund.Infrastructure.Persistence.Rows;

namespace QuantFund.Infrastructure.Persistence.Stores;

/// <summary>Stores one execution that is new, with everything that follows from it, as part of one change.</summary>
internal static class Executing
{
    /// <summary>False when it is part of the book that the fund adopted.</summary>
    public static async Task<bool> StoreAsync(
        FundChange change,
        OrderExecution execution,
        CancellationToken cancellation
    )
    {
        var ledger =
            await change.Db.Ledger.FirstOrDefaultAsync(cancellation)
            ?? throw new InvalidOperationException("An execution came before the fund adopted its broker's book.");
        var order = await change.Db.Orders.FirstOrDefaultAsync(
            o => o.Id == execution.ClientOrderId.Value || o.BrokerId == execution.OrderId.Value,
            cancellation
        );
        if (order is null && execution.Time <= ledger.AdoptedAt)
            return false;
        ledger.Cash += LedgerArithmetic.CashOf(execution);
        var position = await MoveAsync(change, execution, order, ledger, cancellation);
        if (order is null)
            await ForeignAsync(change, execution, cancellation);
        else
            Fill(change, execution, order, position, ledger.Cash);
        return true;
    }

    private static void Fill(FundChange change, OrderExecution execution, OrderRow row, decimal position, decimal cash)
    {
        var before = row.ToOrder();
        var order = OrderLife.Executed(before, execution, change.Now);
        row.Take(order);
        var fill = new FillView(
            order.Id,
            order.Intent.Cycle,
            execution.Symbol,
            execution.Side,
            execution.Quantity,
            execution.Price,
            execution.Time
        );
        var place = change.Record(new FundFact.OrderFilled(OrderView.Of(order), fill, position, cash));
        change.Db.Executions.Add(ExecutionRow.New(execution, row.Id, place));
        OrderStore.Step(change, before, order, place);
    }

    /// <summary>
    /// The fund sent no such order. The book follows what the broker did, as it must to tell the truth, and from then on
    /// the fund only reduces until a person has looked.
    /// </summary>
    private static async Task ForeignAsync(FundChange change, OrderExecution execution, CancellationToken cancellation)
    {
        var place = change.Record(
            new FundFact.DifferenceFound(
                $"execution {execution.ExecutionId} of broker order {execution.OrderId}",
                "no such order",
                $"{execution.Side} {execution.Quantity} {execution.Symbol} at {execution.Price}"
            )
        );
        change.Db.Executions.Add(ExecutionRow.New(execution, null, place));
        await TradingStateStore.ReduceAsync(
            change,
            new ReduceOnlyAct($"The broker executed order {execution.OrderId}, which the fund does not know.", "fund"),
            cancellation
        );
    }

    /// <summary>The position's new quantity.</summary>
    private static async Task<decimal> MoveAsync(
        FundChange change,
        OrderExecution execution,
        OrderRow? order,
        LedgerRow ledger,
        CancellationToken cancellation
    )
    {
        var row = await change.Db.Positions.FirstOrDefaultAsync(p => p.Symbol == execution.Symbol.Value, cancellation);
        var before = row?.ToPosition() ?? new Position(execution.Symbol, 0m, 0m);
        var after = LedgerArithmetic.After(before, execution);
        var (trades, realized) = new ClosedTrades(ledger.ClosedTrades, ledger.Wins).After(
            row?.Realized ?? 0m,
            before,
            LedgerArithmetic.Signed(execution.Side, execution.Quantity),
            execution.Price
        );
        (ledger.ClosedTrades, ledger.Wins) = (trades.Count, trades.Wins);
        if (after.Quantity == 0m)
        {
            if (row is not null)
                change.Db.Positions.Remove(row);
            return 0m;
        }
        if (row is null)
            change.Db.Positions.Add(row = new PositionRow { Symbol = execution.Symbol.Value });
        // A position that goes through zero is another one, opened by this execution.
        if (Math.Sign(before.Quantity) != Math.Sign(after.Quantity))
            (row.OpenedBy, row.OpenedAt) = (order?.CycleId, execution.Time);
        (row.Quantity, row.AveragePrice, row.Realized) = (after.Quantity, after.AveragePrice, realized);
        return after.Quantity;
    }
}
