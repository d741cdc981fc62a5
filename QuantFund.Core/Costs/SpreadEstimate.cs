using QuantFund.Core.Statistics;

namespace QuantFund.Core.Costs;

/// <summary>
/// The spread of a name without a fresh quote, basis points, by its adv_21: 2/4/10/30/75 from $1B/$200M/$50M/$10M/less; the
/// widest where adv_21 is unknown. Source: STRATEGIES, section G.
/// </summary>
public static class SpreadEstimate
{
    public static double Bps(double dailyDollarVolume) =>
        Tolerance.AtLeast(dailyDollarVolume, 1e9) ? 2
        : Tolerance.AtLeast(dailyDollarVolume, 200e6) ? 4
        : Tolerance.AtLeast(dailyDollarVolume, 50e6) ? 10
        : Tolerance.AtLeast(dailyDollarVolume, 10e6) ? 30
        : 75;
}
