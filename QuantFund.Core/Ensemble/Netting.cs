using QuantFund.Core.Statistics;

namespace QuantFund.Core.Ensemble;

/// <summary>
/// Longs and shorts of one name become one weight. Shorts of long/short strategies count twice, but doubling never turns a
/// net long into a short, nor makes a short larger than the shorts asked for. Source: STRATEGIES, section E (seed).
/// </summary>
public static class Netting
{
    /// <param name="longs">Σ of the longs asked for, positive.</param>
    /// <param name="shorts">Σ of the shorts of other strategies, positive.</param>
    /// <param name="doubled">Σ of the shorts of long/short strategies, positive, counted once.</param>
    public static double Net(double longs, double shorts, double doubled)
    {
        var asked = shorts + doubled;
        var net = longs - asked - doubled;
        // Sides that differ by their rounding alone are equal, however small they are.
        return longs > asked * (1 + Tolerance.Fraction) ? Math.Max(0, net) : Math.Max(net, -asked);
    }
}
