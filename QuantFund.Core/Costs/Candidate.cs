namespace QuantFund.Core.Costs;

/// <summary>A trade under judgement: kept ones become the plan. <paramref name="Pressing"/>: it passes whatever it costs.</summary>
internal sealed record Candidate(int Row, PlannedTrade Trade, double SignedWeight, double Conviction, bool Pressing)
{
    /// <summary>In sending order: pressing reductions, then conviction × benefit/cost.</summary>
    public double Priority => Pressing ? double.PositiveInfinity : Conviction * Trade.BenefitCostRatio;
}
