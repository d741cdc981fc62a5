namespace QuantFund.Core.Domain;

/// <summary>
/// Which market's time and account this process trades on. Two simulated exchanges have different ones, whatever they
/// play; a slot of one is none of the other's.
/// </summary>
public sealed record MarketName(string Value)
{
    /// <summary>The market of real time, the same for every process.</summary>
    public static MarketName Real { get; } = new("real");
}
