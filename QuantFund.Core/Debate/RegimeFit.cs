using QuantFund.Core.Domain;
using QuantFund.Core.Strategies;

namespace QuantFund.Core.Debate;

/// <summary>
/// How well a strategy suits the regime, in [0, 1]. Prior: intraday strategies favour high volatility (mean with their
/// family's); momentum favours trend; reversion a market without; carry and quality low volatility. Moved by the
/// strategy's own hit rate in this regime: prior + (hitRate − ½)·n/(n + 100), clipped. Source: STRATEGIES, section D1.
/// </summary>
public static class RegimeFit
{
    /// <summary>Matured opinions at which the track record counts half.</summary>
    public const double HalfTrust = 100;

    public static double Of(StrategyProfile profile, Regime regime, int hits, int outcomes)
    {
        var prior = Prior(profile, regime);
        var moved =
            outcomes > 0 ? prior + ((((double)hits / outcomes) - 0.5) * outcomes / (outcomes + HalfTrust)) : prior;
        return Math.Clamp(moved, 0, 1);
    }

    public static double Prior(StrategyProfile profile, Regime regime)
    {
        var family = ByFamily(profile.Family, regime);
        return profile.Category == StrategyCategory.Intraday ? (family + ByVolatility(regime.Volatility)) / 2 : family;
    }

    private static double ByFamily(StrategyFamily family, Regime regime)
    {
        // Trend strength 0 to 1 where there is a trend; an unknown one is none.
        var trend = double.IsNaN(regime.TrendStrength) ? 0 : regime.TrendStrength;
        return family switch
        {
            StrategyFamily.Momentum or StrategyFamily.Breakout => 0.35 + (0.4 * trend),
            StrategyFamily.Reversion => 0.7 - (0.4 * trend),
            StrategyFamily.Carry or StrategyFamily.Quality => 1 - ByVolatility(regime.Volatility),
            _ => 0.5,
        };
    }

    private static double ByVolatility(VolatilityLabel label) =>
        label switch
        {
            VolatilityLabel.Low => 0.3,
            VolatilityLabel.Normal => 0.5,
            VolatilityLabel.High => 0.75,
            _ => 0.7,
        };
}
