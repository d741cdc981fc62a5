using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Orders;

namespace QuantFund.Infrastructure.Persistence.Rows;

/// <summary>An order; <see cref="Place"/> is the journal sequence of its permit, which orders and pages it.</summary>
internal sealed class OrderRow
{
    public required string Id { get; set; }
    public long Place { get; set; }
    public OrderOrigin Origin { get; set; }
    public string? CycleId { get; set; }
    public required string Symbol { get; set; }
    public Side Side { get; set; }
    public OrderType Type { get; set; }
    public decimal Quantity { get; set; }
    public decimal? LimitPrice { get; set; }
    public int Slice { get; set; }
    public int Attempt { get; set; }
    public bool Reduces { get; set; }
    public decimal EstimatedCost { get; set; }
    public decimal ReferencePrice { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public string? BrokerId { get; set; }
    public OrderStatus Status { get; set; }
    public bool IsOpen { get; set; }
    public decimal FilledQuantity { get; set; }
    public decimal? AveragePrice { get; set; }
    public decimal? ActualCost { get; set; }
    public string? Reason { get; set; }
    public DateTimeOffset PermittedAt { get; set; }
    public DateTimeOffset? AnsweredAt { get; set; }
    public DateTimeOffset? SubmittedAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
    public OrderStatus? BrokerEndStatus { get; set; }
    public decimal? BrokerEndQuantity { get; set; }

    public static OrderRow New(StoredOrder order, long place)
    {
        var i = order.Intent;
        var row = new OrderRow
        {
            Id = i.Id.Value,
            Place = place,
            Origin = i.Origin,
            CycleId = i.Cycle?.Value,
            Symbol = i.Symbol.Value,
            Side = i.Side,
            Type = i.Type,
            Quantity = i.Quantity,
            LimitPrice = i.LimitPrice,
            Slice = i.Slice,
            Attempt = i.Attempt,
            Reduces = i.Reduces,
            EstimatedCost = i.EstimatedCost,
            ReferencePrice = i.ReferencePrice,
            CreatedAt = i.CreatedAt,
        };
        row.Take(order);
        return row;
    }

    /// <summary>What changes in an order's life; its intent never does.</summary>
    public void Take(StoredOrder order)
    {
        BrokerId = order.BrokerId?.Value;
        Status = order.Status;
        IsOpen = order.IsOpen;
        FilledQuantity = order.FilledQuantity;
        AveragePrice = order.AveragePrice;
        ActualCost = order.ActualCost;
        Reason = order.Reason;
        PermittedAt = order.PermittedAt;
        AnsweredAt = order.AnsweredAt;
        SubmittedAt = order.SubmittedAt;
        UpdatedAt = order.UpdatedAt;
        BrokerEndStatus = order.BrokerEnd?.Status;
        BrokerEndQuantity = order.BrokerEnd?.FilledQuantity;
    }

    public StoredOrder ToOrder() =>
        new(
            new OrderIntent(
                new ClientOrderId(Id),
                Origin,
                CycleId is null ? null : new CycleId(CycleId),
                Core.Domain.Symbol.Parse(Symbol),
                Side,
                Type,
                Quantity,
                LimitPrice,
                Slice,
                Attempt,
                Reduces,
                EstimatedCost,
                ReferencePrice,
                CreatedAt
            ),
            BrokerId is null ? null : new BrokerOrderId(BrokerId),
            Status,
            FilledQuantity,
            AveragePrice,
            ActualCost,
            Reason,
            PermittedAt,
            AnsweredAt,
            SubmittedAt,
            UpdatedAt,
            BrokerEndStatus is { } end ? new BrokerEnd(end, BrokerEndQuantity ?? 0m) : null
        );
}
