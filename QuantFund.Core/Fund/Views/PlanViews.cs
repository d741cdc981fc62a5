using QuantFund.Core.Costs;

namespace QuantFund.Core.Fund.Views;

/// <summary>A plan in the shape that REST and the screen show.</summary>
public static class PlanViews
{
    public static PlanView Of(TradePlan plan, DateTimeOffset? expiresAt) =>
        new(
            plan.Cycle,
            plan.Hash,
            plan.AsOf,
            plan.Equity,
            [
                .. plan.Trades.Select(t => new PlannedTradeView(
                    t.Symbol,
                    t.Side,
                    t.Quantity,
                    t.ReferencePrice,
                    t.CurrentWeight,
                    t.TargetWeight,
                    t.EstimatedCost,
                    t.ExpectedBenefit,
                    t.Reduces,
                    t.Why,
                    t.Strategies
                )),
            ],
            expiresAt
        );
}
