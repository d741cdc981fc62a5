using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;

namespace QuantFund.Core.Execution.Orders;

/// <summary>
/// An order as the fund's store has it. Filled quantity is the sum of its executions. The permit's times are wall time,
/// the others market time. <paramref name="ActualCost"/> in dollars: Σ quantity·(price − reference) signed by side, plus
/// fees; null before the first fill. <paramref name="BrokerEnd"/>: the end that the broker reported; the status follows
/// once the executions that belong to it are stored.
/// </summary>
public sealed record StoredOrder(
    OrderIntent Intent,
    BrokerOrderId? BrokerId,
    OrderStatus Status,
    decimal FilledQuantity,
    decimal? AveragePrice,
    decimal? ActualCost,
    string? Reason,
    DateTimeOffset PermittedAt,
    DateTimeOffset? AnsweredAt,
    DateTimeOffset? SubmittedAt,
    DateTimeOffset UpdatedAt,
    BrokerEnd? BrokerEnd = null
)
{
    public ClientOrderId Id => Intent.Id;

    public decimal Remaining => Intent.Quantity - FilledQuantity;

    public bool IsOpen => !Status.IsFinal();
}

/// <summary>A final status at the broker, and how much the broker says was filled by then.</summary>
public sealed record BrokerEnd(OrderStatus Status, decimal FilledQuantity);

public static class OrderStatuses
{
    /// <summary>Nothing more can happen to the order at the broker.</summary>
    public static bool IsFinal(this OrderStatus status) =>
        status is OrderStatus.Filled or OrderStatus.Cancelled or OrderStatus.Rejected or OrderStatus.Expired;
}

/// <summary>One step in an order's life, market time.</summary>
public sealed record OrderStep(DateTimeOffset Time, OrderStatus Status, string? Reason);
