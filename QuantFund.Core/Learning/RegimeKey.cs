using QuantFund.Core.Domain;

namespace QuantFund.Core.Learning;

/// <summary>The regime that track records are kept by: volatility and trend, such as <c>normal-up</c>.</summary>
public static class RegimeKey
{
    public static string Of(Regime regime) =>
        (regime.Volatility, regime.Trend) switch
        {
            (VolatilityLabel.Low, var t) => "low-" + TrendText(t),
            (VolatilityLabel.Normal, var t) => "normal-" + TrendText(t),
            (VolatilityLabel.High, var t) => "high-" + TrendText(t),
            (_, var t) => "extreme-" + TrendText(t),
        };

    private static string TrendText(TrendLabel trend) =>
        trend switch
        {
            TrendLabel.Up => "up",
            TrendLabel.Down => "down",
            _ => "neutral",
        };
}
