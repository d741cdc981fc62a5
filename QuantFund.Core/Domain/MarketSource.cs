namespace QuantFund.Core.Domain;

/// <summary>Where prices and fills come from. Only <see cref="Live"/> is real money.</summary>
public enum MarketSource
{
    Simulated,
    Replay,
    Paper,
    Live,
}
