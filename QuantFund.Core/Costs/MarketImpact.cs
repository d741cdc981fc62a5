namespace QuantFund.Core.Costs;

/// <summary>
/// .8·σ_day·√(Q/ADV), a fraction of the price: σ_day the daily volatility, Q and ADV in dollars. 0 where either is unknown:
/// the spread then already counts as the widest. Source: Almgren, Thum, Hauptmann and Li 2005.
/// </summary>
public static class MarketImpact
{
    public const double Coefficient = 0.8;

    public static double Fraction(double dailyVolatility, double dollars, double dailyDollarVolume) =>
        dailyDollarVolume > 0 && dailyVolatility > 0
            ? Coefficient * dailyVolatility * Math.Sqrt(dollars / dailyDollarVolume)
            : 0;
}
