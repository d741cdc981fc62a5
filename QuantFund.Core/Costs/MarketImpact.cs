namespace QuantFund.Core.Costs;

/// <summary>
/// .8·σ_day·√(Q/ADV), a fraction of the price: σ_day the daily volatility, Q and ADV in dollars. What is unknown is no
/// small number: where ADV is unknown or nothing the trade counts as a whole day's volume, and where σ_day is unknown it
/// counts as <see cref="UnknownVolatility"/>. Source: Almgren, Thum, Hauptmann and Li 2005.
/// </summary>
public static class MarketImpact
{
    public const double Coefficient = 0.8;

    /// <summary>A day's, of a share nothing is known of: about 80% a year.</summary>
    public const double UnknownVolatility = 0.05;

    public static double Fraction(double dailyVolatility, double dollars, double dailyDollarVolume)
    {
        if (!(dollars > 0))
            return 0;
        var volatility = double.IsNaN(dailyVolatility) ? UnknownVolatility : dailyVolatility;
        var days = dailyDollarVolume > 0 ? dollars / dailyDollarVolume : 1;
        return Coefficient * volatility * Math.Sqrt(days);
    }
}
