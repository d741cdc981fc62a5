using QuantFund.Core.Domain;
using QuantFund.Core.Statistics;

namespace QuantFund.Core.Execution;

/// <summary>
/// Where in the spread a limit order stands: tight spreads are crossed, wide ones are worked from the near side.
/// buy = bid + f·(ask − bid), sell = ask − f·(ask − bid), with f = 1 below 5 bps, .50 below 15, .35 below 30, else .25;
/// on whole steps of the price (<see cref="PriceTick"/>), rounded towards the far touch and never past it. Source: STRATEGIES, section H.
/// </summary>
public static class LimitPricing
{
    /// <returns>Dollars a share; null when the quote has no usable two sides.</returns>
    public static decimal? For(Side side, Quote quote)
    {
        if (quote.Bid <= 0m || quote.Ask < quote.Bid)
            return null;
        var into = Depth(quote.SpreadBps) * (quote.Ask - quote.Bid);
        return side == Side.Buy
            ? Math.Min(PriceTick.Ceiling(quote.Bid + into), PriceTick.Ceiling(quote.Ask))
            : Math.Max(
                PriceTick.Floor(quote.Ask - into),
                Math.Max(PriceTick.At(quote.Bid), PriceTick.Floor(quote.Bid))
            );
    }

    /// <summary>How far into the spread from the near touch, as a fraction of it; 1 is the far touch.</summary>
    public static decimal Depth(double spreadBps) =>
        Tolerance.Below(spreadBps, 5) ? 1m
        : Tolerance.Below(spreadBps, 15) ? 0.50m
        : Tolerance.Below(spreadBps, 30) ? 0.35m
        : 0.25m;
}
