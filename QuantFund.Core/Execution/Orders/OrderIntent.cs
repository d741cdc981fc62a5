using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;

namespace QuantFund.Core.Execution.Orders;

/// <summary>
/// An order as it is written to the store before it is sent. <paramref name="EstimatedCost"/> in dollars;
/// <paramref name="ReferencePrice"/> is the mid at decision time, against which the actual cost is measured.
/// <paramref name="CreatedAt"/> in market time.
/// </summary>
public sealed record OrderIntent(
    ClientOrderId Id,
    OrderOrigin Origin,
    CycleId? Cycle,
    Symbol Symbol,
    Side Side,
    OrderType Type,
    decimal Quantity,
    decimal? LimitPrice,
    int Slice,
    int Attempt,
    bool Reduces,
    decimal EstimatedCost,
    decimal ReferencePrice,
    DateTimeOffset CreatedAt
)
{
    /// <summary>
    /// Market time from which its plan is too old to be sent; null where no plan is behind it. Read by the check that
    /// permits it, and not stored: an intent that has its permit is void after <see cref="IOrderStore.PermitLife"/> anyway.
    /// </summary>
    public DateTimeOffset? PlanEnds { get; init; }

    public OrderRequest ToRequest() => new(Id, Symbol, Side, Type, Quantity, LimitPrice);
}
