using QuantFund.Core.Domain;

namespace QuantFund.Core.Execution.Broker;

/// <summary>An order as the broker has it. Times are market time.</summary>
public sealed record BrokerOrder(
    BrokerOrderId Id,
    ClientOrderId ClientOrderId,
    Symbol Symbol,
    Side Side,
    OrderType Type,
    decimal Quantity,
    decimal? LimitPrice,
    decimal FilledQuantity,
    decimal? AveragePrice,
    OrderStatus Status,
    string? Reason,
    DateTimeOffset SubmittedAt,
    DateTimeOffset UpdatedAt
);

/// <summary>
/// One execution. It is identified by <paramref name="OrderId"/> and <paramref name="CumulativeQuantity"/>: REST and
/// stream may give it different <paramref name="ExecutionId"/>s. Price in dollars a share, fee in dollars.
/// </summary>
public sealed record OrderExecution(
    BrokerOrderId OrderId,
    ClientOrderId ClientOrderId,
    string ExecutionId,
    Symbol Symbol,
    Side Side,
    decimal Quantity,
    decimal Price,
    decimal CumulativeQuantity,
    decimal Fee,
    DateTimeOffset Time
);

/// <summary>A hint that something changed at the broker; the sweep over REST is the truth.</summary>
public abstract record BrokerEvent(DateTimeOffset Time)
{
    public sealed record OrderChanged(BrokerOrder Order, DateTimeOffset Time) : BrokerEvent(Time);

    public sealed record Executed(OrderExecution Execution, BrokerOrder Order, DateTimeOffset Time) : BrokerEvent(Time);
}
