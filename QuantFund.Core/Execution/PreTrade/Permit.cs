using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Orders;

namespace QuantFund.Core.Execution.PreTrade;

/// <summary>
/// The stored trading state: what, why, who, since when (market time). A reduce-only state may end by itself at
/// <paramref name="Until"/> (day loss: the session's close), or be a flattening that must be over by
/// <paramref name="FlattenBy"/>, during which only cancels and flattening orders pass; both market time.
/// </summary>
public sealed record StoredTradingState(
    TradingState State,
    string Reason,
    string By,
    DateTimeOffset Since,
    DateTimeOffset? Until = null,
    DateTimeOffset? FlattenBy = null
)
{
    /// <summary>
    /// What a store reads as that holds no trading state: nothing may be sent. A new fund's state is stored at its first
    /// contact with the broker; anywhere else a missing one was lost.
    /// </summary>
    public static StoredTradingState Missing { get; } =
        new(TradingState.Halted, "No trading state is stored.", "fund", DateTimeOffset.UnixEpoch);

    public bool IsMissing => this == Missing;

    /// <summary>
    /// True when this state is stricter: active &lt; reduce-only with an end &lt; reduce-only &lt; flattening &lt; halted.
    /// An engine's own act only ever moves the state upwards in this order.
    /// </summary>
    public bool Outranks(StoredTradingState other) => Rank > other.Rank;

    private int Rank =>
        this switch
        {
            { State: TradingState.Halted } => 4,
            { State: TradingState.ReduceOnly, FlattenBy: not null } => 3,
            { State: TradingState.ReduceOnly, Until: null } => 2,
            { State: TradingState.ReduceOnly } => 1,
            _ => 0,
        };
}

/// <summary>
/// What the pre-trade check reads, all from the transaction that grants the permit. <paramref name="Now"/>: market time in
/// it, which may be long after the intent was made: a transaction can wait for its lock.
/// </summary>
public sealed record PermitFacts(
    StoredTradingState State,
    IReadOnlyList<StoredOrder> OpenOrders,
    IReadOnlyDictionary<Symbol, Position> Positions,
    decimal Cash,
    DateTimeOffset Now
);

public abstract record PreTradeVerdict
{
    private PreTradeVerdict() { }

    public sealed record Allowed : PreTradeVerdict;

    /// <param name="Check">The check that refused, such as <c>tradingState</c> or <c>priceCollar</c>.</param>
    /// <param name="Reason">A sentence for the operator.</param>
    public sealed record Refused(string Check, string Reason) : PreTradeVerdict;
}

public abstract record PermitAnswer
{
    private PermitAnswer() { }

    /// <summary>Send before <paramref name="VoidAt"/> (wall time), or not at all.</summary>
    public sealed record Granted(StoredOrder Order, DateTimeOffset VoidAt) : PermitAnswer;

    public sealed record Refused(string Check, string Reason) : PermitAnswer;

    /// <summary>The intent is in the store already: it was permitted before and may have been sent.</summary>
    public sealed record Known(StoredOrder Order) : PermitAnswer;
}
