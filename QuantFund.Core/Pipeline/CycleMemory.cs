namespace QuantFund.Core.Pipeline;

/// <summary>
/// What one cycle hands the next: last regime labels, each strategy's open opinions, the book's scale, track records.
/// Part of a cycle's stored inputs, so that replay and backtest agree with live. Each phase defines its own part.
/// </summary>
public sealed record CycleMemory
{
    public static CycleMemory Empty { get; } = new();
}
