using QuantFund.Core.Domain;

namespace QuantFund.Core.Costs;

/// <summary>
/// The trades of one cycle that pass for their cost, each with its estimate, and the hash that an approval binds to.
/// Only the cost filter makes one, from targets that the risk gate approved.
/// </summary>
public sealed class TradePlan
{
    internal TradePlan(CycleId cycle, DateTimeOffset asOf, decimal equity, IReadOnlyList<PlannedTrade> trades)
    {
        Cycle = cycle;
        AsOf = asOf;
        Equity = equity;
        Trades = trades;
        Hash = PlanHash.Of(cycle, asOf, trades);
    }

    public CycleId Cycle { get; }

    public DateTimeOffset AsOf { get; }

    /// <summary>Equity that the weights refer to, dollars.</summary>
    public decimal Equity { get; }

    /// <summary>In the order in which they are sent: risk reductions first, then by conviction × benefit/cost.</summary>
    public IReadOnlyList<PlannedTrade> Trades { get; }

    /// <summary>SHA-256 in small hex over cycle, time and every trade.</summary>
    public string Hash { get; }

    /// <summary>Turnover as a fraction of equity; 0 without any, where nothing but exits is planned and none may wait.</summary>
    public double TurnoverFraction =>
        Equity <= 0m ? 0 : (double)(Trades.Sum(t => t.Quantity * t.ReferencePrice) / Equity);

    /// <summary>The plan less the names that an approval left out. The hash stays: it names what was approved.</summary>
    public IReadOnlyList<PlannedTrade> Without(IReadOnlySet<Symbol> excluded) =>
        [.. Trades.Where(t => !excluded.Contains(t.Symbol))];
}

/// <summary>
/// One trade to make. Quantity in whole shares; money in dollars; weights are signed fractions of equity.
/// <paramref name="ReferencePrice"/> is the mid that the plan was costed at. <paramref name="Reduces"/>: the position
/// comes closer to zero and never crosses it. <paramref name="Borrow"/> marks a sale that opens or grows a short.
/// </summary>
public sealed record PlannedTrade(
    Symbol Symbol,
    Side Side,
    decimal Quantity,
    decimal ReferencePrice,
    double SpreadBps,
    bool SpreadEstimated,
    double CurrentWeight,
    double TargetWeight,
    decimal EstimatedCost,
    decimal ExpectedBenefit,
    double BenefitCostRatio,
    bool Reduces,
    bool Borrow,
    string Why,
    IReadOnlyList<StrategyId> Strategies
);
