namespace QuantFund.Core.Execution.Broker;

public enum OrderType
{
    Limit,
    Market,
}

/// <summary>
/// The life of an order: intended → submitted → accepted → partiallyFilled → filled, or an end without a complete fill.
/// <see cref="Unknown"/>: the broker's answer to the POST was ambiguous and a look-up has yet to settle it.
/// </summary>
public enum OrderStatus
{
    Intended,
    Submitted,
    Accepted,
    PartiallyFilled,
    Filled,
    Cancelled,
    Rejected,
    Expired,
    Unknown,
}

/// <summary>Why an order exists: its place in the client order id, and who answers for it.</summary>
public enum OrderOrigin
{
    Cycle,
    Risk,
    Command,
}
