using System.Numerics.Tensors;
using QuantFund.Core.Statistics;

namespace QuantFund.Core.Features.Daily;

/// <summary>
/// Wilder's average of p periods: seeded by the plain mean of the first p values, then avg ← ((p − 1)·avg + x)/p. Written out,
/// avg_n = d^(n−p)·seed + (1/p)·Σ d^(n−i)·x_i with d = 1 − 1/p: one dot product in place of a chain from value to value,
/// the same to about 1e-15. Warm-up p values; NaN before. Source: Wilder 1978.
/// </summary>
public static class WilderAverage
{
    private const int UsualPeriod = 14;
    private const int LongestKept = 512;

    // Weights by age, the newest last; every symbol of every decision has the same period.
    private static readonly double[] Usual = Weights(UsualPeriod, LongestKept);

    public static double Of(ReadOnlySpan<double> values, int period)
    {
        if (values.Length < period)
            return double.NaN;
        var seed = Moments.Mean(values[..period]);
        var rest = values[period..];
        if (rest.IsEmpty)
            return seed;
        var weights = WeightsOf(period, rest.Length);
        return (seed * Math.Pow(1 - (1.0 / period), rest.Length)) + TensorPrimitives.Dot(rest, weights[^rest.Length..]);
    }

    private static ReadOnlySpan<double> WeightsOf(int period, int count) =>
        period == UsualPeriod && count <= LongestKept ? Usual : Weights(period, count);

    private static double[] Weights(int period, int count)
    {
        var (share, weights) = (1.0 / period, new double[count]);
        for (var age = 0; age < count; age++)
            weights[count - 1 - age] = share * Math.Pow(1 - share, age);
        return weights;
    }
}
