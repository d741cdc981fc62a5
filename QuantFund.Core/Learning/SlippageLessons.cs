using QuantFund.Core.Costs;
using QuantFund.Core.Execution;
using QuantFund.Core.Features;
using QuantFund.Core.Features.Daily;

namespace QuantFund.Core.Learning;

/// <summary>
/// What a cycle's fills say of slippage: per trade, what its orders cost beyond half the spread, impact and fees, as basis
/// points of what was filled, over the VIX multiplier. Source: STRATEGIES, section G (estimate against actual).
/// </summary>
public static class SlippageLessons
{
    public static SlippageMemory Record(
        SlippageMemory memory,
        TradePlan plan,
        Submission submission,
        PriceColumns prices,
        FeatureTable features
    )
    {
        var date = Domain.Calendar.NewYork.DateOf(plan.AsOf);
        var vix = Slippage.VixMultiplier(features.Market.Vix);
        foreach (var trade in plan.Trades)
        {
            var row = features.Universe.IndexOf(trade.Symbol);
            decimal filled = 0m,
                actual = 0m,
                estimated = 0m;
            foreach (var order in submission.Orders)
            {
                if (
                    order.Intent.Symbol != trade.Symbol
                    || order.FilledQuantity <= 0m
                    || order.ActualCost is not { } paid
                )
                    continue;
                filled += order.FilledQuantity;
                actual += paid;
                estimated += order.Intent.EstimatedCost * order.FilledQuantity / order.Intent.Quantity;
            }
            if (filled <= 0m || row < 0)
                continue;
            var value = (double)(filled * trade.ReferencePrice);
            var fees = (double)RegulatoryFees.Usd(date, trade.Side, filled, trade.ReferencePrice);
            var impact = MarketImpact.Fraction(
                features[Feature.Vol21, row] / Math.Sqrt(Volatility.SessionsPerYear),
                value,
                features[Feature.Adv21, row]
            );
            var beyond = (((double)actual - fees) / value) - impact;
            memory = memory.With(
                prices.ClassSpreadBps[row],
                ((beyond * 1e4) - (prices.SpreadBps[row] / 2)) / vix,
                value,
                (double)estimated,
                (double)actual
            );
        }
        return memory;
    }
}
