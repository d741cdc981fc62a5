using QuantFund.Core.Domain;

namespace QuantFund.Core.Execution.Broker;

/// <summary>A day order as it goes to the broker: whole shares above zero; a limit price exactly for limit orders.</summary>
public sealed record OrderRequest(
    ClientOrderId ClientOrderId,
    Symbol Symbol,
    Side Side,
    OrderType Type,
    decimal Quantity,
    decimal? LimitPrice
);
