using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;

namespace QuantFund.Core.Simulation;

/// <summary>
/// An open order at the exchange. <paramref name="Number"/> is its place in the order of arrival, and its name.
/// <paramref name="FilledValue"/> in dollars: Σ quantity · price, from which the average price comes.
/// </summary>
public sealed record WorkingOrder(long Number, BrokerOrder Order, decimal FilledValue, bool CancelRequested)
{
    public decimal Remaining => Order.Quantity - Order.FilledQuantity;

    /// <summary>+1 for a purchase, −1 for a sale.</summary>
    public decimal Sign => Order.Side == Side.Buy ? 1m : -1m;
}
