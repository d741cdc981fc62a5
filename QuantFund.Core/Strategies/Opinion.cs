namespace QuantFund.Core.Strategies;

/// <summary>What one strategy says of one symbol, at the edges: storage and screen. Inside, opinions are columns.</summary>
public abstract record Opinion
{
    private Opinion() { }

    /// <summary>Conviction in [−1, 1], signed by direction.</summary>
    public sealed record View(double Conviction) : Opinion;

    public sealed record Abstained(Abstention Reason, string Why) : Opinion;
}
