using QuantFund.Core.Costs;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Ledger;

namespace QuantFund.Core.Execution;

/// <summary>
/// From trades to the orders that make them. A trade that crosses zero becomes two: one that closes, and after it one
/// that opens, since brokers refuse to do both at once. Reductions come first, the plan's order is kept within.
/// </summary>
public static class ParentOrders
{
    public static IReadOnlyList<ParentOrder> Of(
        TradePlan plan,
        IReadOnlySet<Symbol> excluded,
        IReadOnlyDictionary<Symbol, decimal> held
    ) =>
        [
            .. plan.Without(excluded)
                .SelectMany(trade => Split(plan.Cycle, trade, held.GetValueOrDefault(trade.Symbol)))
                .OrderBy(order => order.Reduces ? 0 : 1),
        ];

    /// <summary>Orders that bring every position to a quantity nearer to zero: by largest value first.</summary>
    public static IReadOnlyList<ParentOrder> Reductions(
        OrderOrigin origin,
        string originId,
        IEnumerable<(Position Position, decimal Target, decimal Mark)> positions
    ) =>
        [
            .. positions
                .Where(p => p.Position.Quantity != p.Target)
                .OrderByDescending(p => Math.Abs(p.Position.Quantity - p.Target) * p.Mark)
                .ThenBy(p => p.Position.Symbol)
                .Select(p => new ParentOrder(
                    origin,
                    originId,
                    null,
                    p.Position.Symbol,
                    p.Position.Quantity > p.Target ? Side.Sell : Side.Buy,
                    Math.Abs(p.Position.Quantity - p.Target),
                    p.Mark,
                    0m,
                    Reduces: true,
                    Slice: 0,
                    AfterSlice: null
                )),
        ];

    private static IEnumerable<ParentOrder> Split(CycleId cycle, PlannedTrade trade, decimal held)
    {
        var change = LedgerArithmetic.Signed(trade.Side, trade.Quantity);
        var closes = held != 0m && Math.Sign(held) != Math.Sign(change);
        var closing = closes ? Math.Min(Math.Abs(held), trade.Quantity) : 0m;
        var opening = trade.Quantity - closing;
        if (closing > 0m)
            yield return Part(cycle, trade, closing, reduces: true, slice: 0, after: null);
        // A trade that was planned as a reduction never opens: the position it meant to reduce has changed meanwhile.
        if (opening > 0m && !trade.Reduces)
            yield return Part(
                cycle,
                trade,
                opening,
                reduces: false,
                slice: closing > 0m ? 1 : 0,
                after: closing > 0m ? 0 : null
            );
    }

    private static ParentOrder Part(
        CycleId cycle,
        PlannedTrade trade,
        decimal quantity,
        bool reduces,
        int slice,
        int? after
    ) =>
        new(
            OrderOrigin.Cycle,
            cycle.Value,
            cycle,
            trade.Symbol,
            trade.Side,
            quantity,
            trade.ReferencePrice,
            Dollars.Rounded(trade.EstimatedCost * quantity / trade.Quantity),
            reduces,
            slice,
            after
        );
}
