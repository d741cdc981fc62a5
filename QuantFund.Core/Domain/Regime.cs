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

/// <summary>How a VIX value came about: the index itself, read today or in an earlier session, the estimate from VIXY, or SPY's realised volatility.</summary>
public enum VixSource
{
    Index,

    /// <summary>The index as it closed in an earlier session.</summary>
    PreviousClose,
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
)
{
    public const double StrongTrendStrength = 0.6;

    // An R² of .6 but for rounding is not beyond it.
    private const double Rounding = 1e-9;

    /// <summary>The trend is stronger than 0.6, slow to change as the labels are; by the strength alone where none came before.</summary>
    public bool StrongTrend { get; init; } = TrendStrength - StrongTrendStrength > Rounding;

    /// <summary>The session whose close the VIX is or is estimated from; null where no close of the index is behind it.</summary>
    public DateOnly? VixDate { get; init; }
}
