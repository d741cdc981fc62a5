using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;

namespace QuantFund.Core.Execution.Ledger;

/// <summary>
/// What one execution does to a position (<see cref="Position.After"/>) and to cash, which moves by
/// −signed quantity·price − fee.
/// </summary>
public static class LedgerArithmetic
{
    public static decimal Signed(Side side, decimal quantity) => side == Side.Buy ? quantity : -quantity;

    /// <summary>Change of cash in dollars.</summary>
    public static decimal CashOf(OrderExecution execution) =>
        (-Signed(execution.Side, execution.Quantity) * execution.Price) - execution.Fee;

    /// <summary>The position after an execution; quantity zero when it is closed.</summary>
    public static Position After(Position position, OrderExecution execution) =>
        position.After(Signed(execution.Side, execution.Quantity), execution.Price);
}
