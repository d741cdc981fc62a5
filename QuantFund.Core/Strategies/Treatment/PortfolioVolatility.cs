using QuantFund.Core.Features;
using QuantFund.Core.Features.Daily;
using QuantFund.Core.Statistics;

namespace QuantFund.Core.Strategies.Treatment;

/// <summary>
/// Forecast volatility of a set of weights, a fraction a year: √(252·wᵀΣ*w) with the 63-day covariance shrunk by
/// <see cref="LedoitWolf"/> over the names held. A held name without 63 returns adds its whole weight times
/// the largest volatility of the others, so that what isn't known never looks safe; NaN when no held name has them.
/// </summary>
public static class PortfolioVolatility
{
    public const int Sessions = 63;

    public static double Of(ReadOnlySpan<double> weights, ReturnPanel returns)
    {
        var names = 0;
        var unknown = 0.0;
        for (var row = 0; row < weights.Length; row++)
        {
            if (weights[row] == 0)
                continue;
            if (returns.Has(row, Sessions))
                names++;
            else
                unknown += Math.Abs(weights[row]);
        }
        if (names == 0)
            return unknown > 0 ? double.NaN : 0;
        var held = new double[names];
        var runs = new double[names * Sessions];
        var at = 0;
        for (var row = 0; row < weights.Length; row++)
        {
            if (weights[row] == 0 || !returns.Has(row, Sessions))
                continue;
            held[at] = weights[row];
            returns.Last(row, Sessions).CopyTo(runs.AsSpan(at * Sessions, Sessions));
            at++;
        }
        var variance = LedoitWolf.Estimate(runs, names, Sessions).Variance(held);
        var annual = Math.Sqrt(Math.Max(variance, 0) * Volatility.SessionsPerYear);
        return unknown > 0 ? annual + (unknown * LargestVolatility(runs, names)) : annual;
    }

    private static double LargestVolatility(ReadOnlySpan<double> runs, int names)
    {
        var largest = 0.0;
        for (var i = 0; i < names; i++)
            largest = Math.Max(largest, Moments.SampleDeviation(runs.Slice(i * Sessions, Sessions)));
        return largest * Math.Sqrt(Volatility.SessionsPerYear);
    }
}
