using QuantFund.Core.Domain;

namespace QuantFund.Core.Costs;

/// <summary>A change of weight that was wanted and is not made, and why.</summary>
public sealed record SkippedTrade(
    Symbol Symbol,
    Side Side,
    double CurrentWeight,
    double TargetWeight,
    double BenefitCostRatio,
    string Why
);

/// <summary>
/// What the cost filter made of the targets. <paramref name="Refusal"/>: the limit that stays broken by the book that would
/// result; then the plan holds nothing but the reductions that risk, horizon or closing time ask for.
/// </summary>
public sealed record CostReview(TradePlan Plan, IReadOnlyList<SkippedTrade> Skips, string? Refusal)
{
    /// <summary>The book that the plan leaves against the targets; null where there are none.</summary>
    public Tracking? Tracking { get; init; }

    /// <summary>Nothing was approved, so nothing is planned.</summary>
    public static CostReview Refused(CycleId cycle, DateTimeOffset asOf, decimal equity, string why) =>
        new(new TradePlan(cycle, asOf, equity, []), [], why);
}
