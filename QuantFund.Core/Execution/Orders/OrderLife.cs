using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;

namespace QuantFund.Core.Execution.Orders;

/// <summary>
/// How each piece of news moves an order. A final status is never taken back, a filled quantity is only ever the sum of
/// stored executions, and an end that the broker reports waits until the executions that belong to it are stored: an
/// order that looked ended too early would have its remainder sent twice.
/// </summary>
public static class OrderLife
{
    /// <summary>An order as its permit writes it.</summary>
    public static StoredOrder Permitted(OrderIntent intent, DateTimeOffset now, DateTimeOffset wallNow) =>
        new(intent, null, OrderStatus.Intended, 0m, null, null, null, wallNow, null, null, now);

    /// <summary>What the POST answered. A duplicate id means that an earlier POST arrived: a look-up has to settle it.</summary>
    public static StoredOrder Answered(
        StoredOrder order,
        SubmitAnswer answer,
        DateTimeOffset now,
        DateTimeOffset wallNow
    )
    {
        var closed = order with { AnsweredAt = order.AnsweredAt ?? wallNow, UpdatedAt = now };
        return answer switch
        {
            SubmitAnswer.Accepted a => Observed(closed, a.Order, now),
            SubmitAnswer.Refused { Refusal: BrokerRefusal.DuplicateClientOrderId } r => Doubted(closed, r.Reason),
            SubmitAnswer.Refused r when order.Status is OrderStatus.Intended => closed with
            {
                Status = OrderStatus.Rejected,
                Reason = r.Reason,
            },
            SubmitAnswer.Ambiguous a => Doubted(closed, a.Reason),
            _ => closed,
        };
    }

    /// <summary>Nothing reached the broker. An order that the broker was seen to have stays as it is.</summary>
    public static StoredOrder NeverSent(StoredOrder order, string reason, DateTimeOffset now, DateTimeOffset wallNow) =>
        order.Status is OrderStatus.Intended or OrderStatus.Unknown && order.FilledQuantity == 0m
            ? order with
            {
                Status = OrderStatus.Cancelled,
                Reason = reason,
                AnsweredAt = order.AnsweredAt ?? wallNow,
                UpdatedAt = now,
            }
            : order with
            {
                AnsweredAt = order.AnsweredAt ?? wallNow,
            };

    /// <summary>What the broker says of the order; the same value when that is no news.</summary>
    public static StoredOrder Observed(StoredOrder order, BrokerOrder seen, DateTimeOffset now)
    {
        var known = order with
        {
            BrokerId = order.BrokerId ?? seen.Id,
            SubmittedAt = order.SubmittedAt ?? seen.SubmittedAt,
        };
        if (order.Status.IsFinal())
            return known;
        var next = Settled(known with { BrokerEnd = EndOf(seen) ?? known.BrokerEnd });
        if (next.Status is OrderStatus.Intended or OrderStatus.Submitted or OrderStatus.Unknown)
            next = next with
            {
                Status = seen.Status is OrderStatus.Submitted ? seen.Status : OrderStatus.Accepted,
                Reason = null,
            };
        if (next.Status.IsFinal())
            next = next with { Reason = seen.Reason };
        return next == order ? order : next with { UpdatedAt = now };
    }

    /// <summary>One execution that was not stored before.</summary>
    public static StoredOrder Executed(StoredOrder order, OrderExecution execution, DateTimeOffset now)
    {
        var filled = order.FilledQuantity + execution.Quantity;
        var paid = (order.FilledQuantity * (order.AveragePrice ?? 0m)) + (execution.Quantity * execution.Price);
        return Settled(
            order with
            {
                BrokerId = order.BrokerId ?? execution.OrderId,
                SubmittedAt = order.SubmittedAt ?? execution.Time,
                FilledQuantity = filled,
                AveragePrice = paid / filled,
                ActualCost = (order.ActualCost ?? 0m) + CostOf(execution, order.Intent.ReferencePrice),
                UpdatedAt = now,
            }
        );
    }

    private static decimal CostOf(OrderExecution execution, decimal reference)
    {
        var signed = execution.Side == Side.Buy ? execution.Quantity : -execution.Quantity;
        return (signed * (execution.Price - reference)) + execution.Fee;
    }

    private static StoredOrder Settled(StoredOrder order) =>
        order switch
        {
            _ when order.FilledQuantity >= order.Intent.Quantity => order with { Status = OrderStatus.Filled },
            _ when order.Status.IsFinal() => order,
            { BrokerEnd: { } end } when order.FilledQuantity >= end.FilledQuantity => order with
            {
                Status = end.Status,
            },
            { FilledQuantity: > 0m } => order with { Status = OrderStatus.PartiallyFilled },
            _ => order,
        };

    private static StoredOrder Doubted(StoredOrder order, string reason) =>
        order.Status is OrderStatus.Intended ? order with { Status = OrderStatus.Unknown, Reason = reason } : order;

    private static BrokerEnd? EndOf(BrokerOrder seen) =>
        seen.Status.IsFinal() ? new BrokerEnd(seen.Status, seen.FilledQuantity) : null;
}
