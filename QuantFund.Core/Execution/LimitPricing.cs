using QuantFund.Core.Domain;

namespace QuantFund.Core.Execution;

/// <summary>
/// Where in the spread a limit order stands: tight spreads are crossed, wide ones are worked from the near side.
/// buy = bid + f·(ask − bid), sell = ask − f·(ask − bid), with f = 1 below 5 bps, .50 below 15, .35 below 30, else .25;
/// in whole cents, rounded towards the far touch and never past it. Source: STRATEGIES, section H.
/// </summary>
public static class LimitPricing
{
    private const decimal Cent = 0.01m;

    /// <returns>Dollars a share; null when the quote has no usable two sides.</returns>
    public static decimal? For(Side side, Quote quote)
    {
        if (quote.Bid <= 0m || quote.Ask < quote.Bid)
            return null;
        var into = Depth(quote.SpreadBps) * (quote.Ask - quote.Bid);
        return side == Side.Buy
            ? Math.Min(Math.Ceiling((quote.Bid + into) / Cent) * Cent, Math.Ceiling(quote.Ask / Cent) * Cent)
            : Math.Max(
                Math.Floor((quote.Ask - into) / Cent) * Cent,
                Math.Max(Cent, Math.Floor(quote.Bid / Cent) * Cent)
            );
    }

    /// <summary>How far into the spread from the near touch, as a fraction of it; 1 is the far touch.</summary>
    public static decimal Depth(double spreadBps) =>
        spreadBps switch
        {
            < 5 => 1m,
            < 15 => 0.50m,
            < 30 => 0.35m,
            _ => 0.25m,
        };
}
