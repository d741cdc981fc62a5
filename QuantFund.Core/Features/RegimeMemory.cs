using QuantFund.Core.Domain;

namespace QuantFund.Core.Features;

/// <summary>
/// The labels of the last cycle, and for how many cycles each measure has lain past a boundary without the label having
/// followed. Null labels in a new fund: the first cycle takes what it measures.
/// </summary>
public sealed record RegimeMemory(
    TrendLabel? Trend,
    int TrendWaiting,
    VolatilityLabel? Volatility,
    int VolatilityWaiting,
    RiskLabel? Risk,
    int RiskWaiting
)
{
    /// <summary>Whether the trend counted as strong; null in a new fund and in what an earlier version stored.</summary>
    public bool? StrongTrend { get; init; }

    public int StrongTrendWaiting { get; init; }

    public static RegimeMemory Empty { get; } = new(null, 0, null, 0, null, 0);
}
