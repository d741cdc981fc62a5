using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;

namespace QuantFund.Infrastructure.Persistence.Rows;

/// <summary>One execution, unique by broker order and cumulative quantity; no order when the fund does not know it.</summary>
internal sealed class ExecutionRow
{
    public required string BrokerOrderId { get; set; }
    public decimal CumulativeQuantity { get; set; }
    public long Place { get; set; }
    public string? OrderId { get; set; }
    public required string ClientOrderId { get; set; }
    public required string ExecutionId { get; set; }
    public required string Symbol { get; set; }
    public Side Side { get; set; }
    public decimal Quantity { get; set; }
    public decimal Price { get; set; }
    public decimal Fee { get; set; }
    public DateTimeOffset Time { get; set; }

    public static ExecutionRow New(OrderExecution e, string? order, long place) =>
        new()
        {
            BrokerOrderId = e.OrderId.Value,
            CumulativeQuantity = e.CumulativeQuantity,
            Place = place,
            OrderId = order,
            ClientOrderId = e.ClientOrderId.Value,
            ExecutionId = e.ExecutionId,
            Symbol = e.Symbol.Value,
            Side = e.Side,
            Quantity = e.Quantity,
            Price = e.Price,
            Fee = e.Fee,
            Time = e.Time,
        };

    public OrderExecution ToExecution() =>
        new(
            new BrokerOrderId(BrokerOrderId),
            new ClientOrderId(ClientOrderId),
            ExecutionId,
            Core.Domain.Symbol.Parse(Symbol),
            Side,
            Quantity,
            Price,
            CumulativeQuantity,
            Fee,
            Time
        );
}
