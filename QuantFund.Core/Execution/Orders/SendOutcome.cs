namespace QuantFund.Core.Execution.Orders;

/// <summary>What became of one attempt to send an order.</summary>
public abstract record SendOutcome
{
    private SendOutcome() { }

    /// <summary>The POST was made once; its answer, possibly an ambiguous one, is stored.</summary>
    public sealed record Sent(StoredOrder Order) : SendOutcome;

    /// <summary>The permit ran out before the POST: nothing left, for certain, and the order is stored as cancelled.</summary>
    public sealed record Void(StoredOrder Order) : SendOutcome;

    /// <summary>The intent was in the store already and may have been sent by whoever wrote it: only a look-up tells.</summary>
    public sealed record Known(StoredOrder Order) : SendOutcome;

    public sealed record Refused(string Check, string Reason) : SendOutcome;
}
