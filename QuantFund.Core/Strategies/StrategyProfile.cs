using QuantFund.Core.Domain;

namespace QuantFund.Core.Strategies;

/// <summary>Which multiplier of the mode a strategy shares (STRATEGIES, section B).</summary>
public enum StrategyCategory
{
    Intraday,
    Position,
    LongShort,
    Futures,
}

/// <summary>What a strategy lives on: its regime fit, its weaknesses and the agreement between families follow from it.</summary>
public enum StrategyFamily
{
    Momentum,
    Reversion,
    Breakout,
    Volume,
    Sentiment,
    VolatilityTarget,
    Carry,
    Quality,
}

/// <summary>
/// The facts about a strategy. <paramref name="PriorIc"/> is the information coefficient it starts with (rank correlation
/// of conviction and later return); <paramref name="Neutral"/> strategies are dollar- and sector-neutral;
/// <paramref name="Source"/> cites where the rule comes from.
/// </summary>
public sealed record StrategyProfile(
    StrategyId Id,
    StrategyCategory Category,
    StrategyFamily Family,
    Horizon Horizon,
    double PriorIc,
    bool Neutral,
    string Source
)
{
    /// <summary>The features of a name that its opinion of it comes from, so that a trade can show them.</summary>
    public IReadOnlyList<Features.Feature> Reads { get; init; } = [];

    /// <summary>What else its opinion of a name comes from, in words: inputs that are no column of the feature table.</summary>
    public IReadOnlyList<string> ReadsBeside { get; init; } = [];

    /// <summary>True when a held conviction fades evenly to nothing over the horizon, instead of standing until its end.</summary>
    public bool Fades { get; init; }
}
