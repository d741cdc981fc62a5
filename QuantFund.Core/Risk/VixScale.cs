using QuantFund.Core.Statistics;

namespace QuantFund.Core.Risk;

/// <summary>
/// Size by the VIX: below 20: 1, 20 to 25: .85, 25 to 30: .7, 30 to 35: .5, above 35: .25; .5 while it is unknown.
/// Source: STRATEGIES, section F.
/// </summary>
public static class VixScale
{
    public const double WhenUnknown = 0.5;

    public static double Of(double vix) =>
        double.IsNaN(vix) ? WhenUnknown
        : Tolerance.Below(vix, 20) ? 1
        : Tolerance.Below(vix, 25) ? 0.85
        : Tolerance.Below(vix, 30) ? 0.7
        : Tolerance.AtMost(vix, 35) ? 0.5
        : 0.25;
}
