namespace QuantFund.Core.Domain;

public enum TrendLabel
{
    Up,
    Neutral,
    Down,
}

public enum VolatilityLabel
{
    Low,
    Normal,
    High,
    Extreme,
}

public enum RiskLabel
{
    On,
    Neutral,
    Off,
}

/// <summary>How a VIX value came about: the index itself, the estimate from VIXY, or SPY's realised volatility.</summary>
public enum VixSource
{
    Index,
    Estimate,
    RealisedVolatility,
    Missing,
}

/// <summary>
/// The state of the market that strategies are judged by. <paramref name="Correlation"/> is the mean pairwise 63-day
/// correlation (NaN = not enough history); <paramref name="Vix"/> in index points (NaN = missing).
/// </summary>
public sealed record Regime(
    TrendLabel Trend,
    double TrendStrength,
    VolatilityLabel Volatility,
    RiskLabel Risk,
    double RiskScore,
    double Correlation,
    double Vix,
    VixSource VixSource
);
