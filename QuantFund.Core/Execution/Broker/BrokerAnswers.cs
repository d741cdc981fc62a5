namespace QuantFund.Core.Execution.Broker;

/// <summary>Why a broker refuses an order. <see cref="DuplicateClientOrderId"/> means that an earlier POST did arrive.</summary>
public enum BrokerRefusal
{
    BuyingPower,
    NotShortable,
    SymbolHalted,
    UnknownSymbol,
    DuplicateClientOrderId,
    MarketClosed,
    InvalidOrder,
    WashTrade,
    Other,
}

/// <summary>What came back from a POST.</summary>
public abstract record SubmitAnswer
{
    private SubmitAnswer() { }

    /// <summary>The broker has the order.</summary>
    public sealed record Accepted(BrokerOrder Order) : SubmitAnswer;

    /// <summary>The broker will not have it; nothing was placed.</summary>
    public sealed record Refused(BrokerRefusal Refusal, string Reason) : SubmitAnswer;

    /// <summary>No answer, or one that says nothing: only a look-up by client order id settles it. Never send again.</summary>
    public sealed record Ambiguous(string Reason) : SubmitAnswer;
}

/// <summary>What came back from a cancel request. A request: the order is open until the broker says it is cancelled.</summary>
public enum CancelAnswer
{
    Requested,
    NotCancellable,
    UnknownOrder,
    Ambiguous,
}
