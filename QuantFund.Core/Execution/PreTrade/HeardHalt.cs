namespace QuantFund.Core.Execution.PreTrade;

/// <summary>
/// A halt that this process has heard of and that is not in the store yet. While it stands nothing is sent from here,
/// whatever the store says: a store that is locked or away must not keep the desk going.
/// </summary>
public sealed class HeardHalt
{
    private volatile string? reason;

    /// <summary>Why nothing is sent; null while no such halt stands.</summary>
    public string? Reason => reason;

    public void Hear(string why) => reason = why;

    /// <summary>The store has it: what is stored counts from here on.</summary>
    public void Stored() => reason = null;
}
