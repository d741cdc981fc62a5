using QuantFund.Core.Domain;

namespace QuantFund.Core.Learning;

/// <summary>
/// An opinion whose horizon has not passed. <paramref name="After"/> and <paramref name="SinceClose"/> fix the price it was
/// opened at whatever splits follow; <paramref name="Regime"/>: the regime it was opened in; <paramref name="OneWayCost"/>:
/// a fraction of the position's value.
/// </summary>
public sealed record PendingOutcome(
    Symbol Symbol,
    double Conviction,
    DateTimeOffset OpenedAt,
    DateOnly After,
    double SinceClose,
    string Regime,
    double OneWayCost,
    CycleId Cycle
)
{
    /// <summary>The chance of being right that came with it, Φ(IC·2.5·|conviction|); null for one opened by an earlier version.</summary>
    public double? Chance { get; init; }
}

/// <summary>
/// What became of an opinion at its horizon. <paramref name="Return"/>: of the price, a fraction;
/// <paramref name="NetReturn"/>: in the opinion's direction, less the cost of both sides; <paramref name="Hit"/>: the price
/// went the way the opinion said.
/// </summary>
public sealed record Outcome(
    StrategyId Strategy,
    Symbol Symbol,
    double Conviction,
    DateTimeOffset OpenedAt,
    string Regime,
    double Return,
    double NetReturn,
    bool Hit,
    CycleId Cycle
)
{
    /// <inheritdoc cref="PendingOutcome.Chance" />
    public double? Chance { get; init; }
}
