namespace QuantFund.Core.Simulation;

/// <summary>
/// The quoted spread of a name where none was recorded: by liquidity class and volatility, basis points of the mid.
/// Classes and figures follow STRATEGIES.md, section G (2/4/10/30/75 bps by average daily dollar volume), halved for what
/// is quoted in quiet times: that section's figures are meant to be careful.
/// </summary>
public static class SpreadModel
{
    /// <param name="dailyDollarVolume">Average daily dollar volume.</param>
    /// <param name="volatilityRatio">Present over usual volatility; 1 = usual. The spread grows with its root.</param>
    /// <param name="price">Dollars a share; the spread is never under one step of it.</param>
    public static double Bps(double dailyDollarVolume, double volatilityRatio, double price)
    {
        var quiet = dailyDollarVolume switch
        {
            >= 1e9 => 1.0,
            >= 200e6 => 2.0,
            >= 50e6 => 5.0,
            >= 10e6 => 15.0,
            _ => 37.5,
        };
        var wide = quiet * Math.Sqrt(Math.Clamp(volatilityRatio, 0.25, 16));
        return Math.Max(wide, (double)Domain.PriceTick.At((decimal)price) / price * 10_000);
    }
}
