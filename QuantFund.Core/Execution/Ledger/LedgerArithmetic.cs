using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;

namespace QuantFund.Core.Execution.Ledger;

/// <summary>
/// What one execution does to a position and to cash. Cash moves by −signed quantity·price − fee. The average price is
/// that of the open shares: unchanged by a reduction, quantity-weighted by an addition, the execution's own price for
/// what lies beyond zero.
/// </summary>
public static class LedgerArithmetic
{
    public static decimal Signed(Side side, decimal quantity) => side == Side.Buy ? quantity : -quantity;

    /// <summary>Change of cash in dollars.</summary>
    public static decimal CashOf(OrderExecution execution) =>
        (-Signed(execution.Side, execution.Quantity) * execution.Price) - execution.Fee;

    /// <summary>The position after an execution; quantity zero when it is closed.</summary>
    public static Position After(Position position, OrderExecution execution)
    {
        var change = Signed(execution.Side, execution.Quantity);
        var quantity = position.Quantity + change;
        if (quantity == 0m)
            return position with { Quantity = 0m, AveragePrice = 0m };
        var adds = position.Quantity == 0m || Math.Sign(position.Quantity) == Math.Sign(change);
        if (adds)
        {
            var cost = (Math.Abs(position.Quantity) * position.AveragePrice) + (Math.Abs(change) * execution.Price);
            return position with { Quantity = quantity, AveragePrice = cost / Math.Abs(quantity) };
        }
        var crossed = Math.Sign(quantity) != Math.Sign(position.Quantity);
        return position with { Quantity = quantity, AveragePrice = crossed ? execution.Price : position.AveragePrice };
    }
}
