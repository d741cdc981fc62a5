using QuantFund.Core.Statistics;

namespace QuantFund.Core.Risk;

/// <summary>
/// Size by the VIX: below 20: 1, 20 to 25: .85, 25 to 30: .7, 30 to 35: .5, above 35: .25; .5 while it is unknown.
/// Source: STRATEGIES, section F.
/// </summary>
public static class VixScale
{
    public const double WhenUnknown = 0.5;

    /// <summary>The part of a boundary that the VIX has to be under it before the size recovers.</summary>
    public const double RecoversBelow = 0.05;

    /// <summary>
    /// The size with its hysteresis: it falls at a boundary at once and recovers 5% below it, so that a VIX that plays about one
    /// does not sell and buy the book again and again.
    /// </summary>
    /// <param name="vix">Index points; NaN while it is unknown.</param>
    /// <param name="previous">The size of the last cycle; 1 in a new fund.</param>
    public static double Of(double vix, double previous)
    {
        var now = Of(vix);
        return now <= previous ? now : Math.Max(previous, Of(vix / (1 - RecoversBelow)));
    }

    public static double Of(double vix) =>
        double.IsNaN(vix) ? WhenUnknown
        : Tolerance.Below(vix, 20) ? 1
        : Tolerance.Below(vix, 25) ? 0.85
        : Tolerance.Below(vix, 30) ? 0.7
        : Tolerance.AtMost(vix, 35) ? 0.5
        : 0.25;
}
