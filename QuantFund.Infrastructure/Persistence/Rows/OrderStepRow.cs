using QuantFund.Core.Execution.Broker;

namespace QuantFund.Infrastructure.Persistence.Rows;

/// <summary>A status that an order took; <see cref="Place"/> is the sequence of the journal entry that tells of it.</summary>
internal sealed class OrderStepRow
{
    public required string OrderId { get; set; }
    public long Place { get; set; }
    public DateTimeOffset Time { get; set; }
    public OrderStatus Status { get; set; }
    public string? Reason { get; set; }
}
