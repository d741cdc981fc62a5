using System.Numerics;
using System.Numerics.Tensors;

namespace QuantFund.Core.Statistics;

/// <summary>Mean and spread of a sample. A sample too small, or one with a NaN, gives NaN.</summary>
public static class Moments
{
    /// <summary>2⁻⁵²: the distance of 1 from the next double.</summary>
    private const double Ulp = 2.220446049250313e-16;

    /// <summary>Σx/n; NaN for an empty sample.</summary>
    public static double Mean(ReadOnlySpan<double> x) => x.IsEmpty ? double.NaN : TensorPrimitives.Sum(x) / x.Length;

    /// <summary>
    /// Σ(x − mean)²/(n − 1), two-pass; NaN under two values. What rounding alone can make of equal values counts as zero:
    /// their computed mean misses them by up to n·2⁻⁵²·|mean|, by how much depends on the width of the processor's vectors.
    /// </summary>
    public static double SampleVariance(ReadOnlySpan<double> x)
    {
        if (x.Length < 2)
            return double.NaN;
        var mean = new Vector<double>(Mean(x));
        var squares = Vector<double>.Zero;
        var at = 0;
        for (; at <= x.Length - Vector<double>.Count; at += Vector<double>.Count)
        {
            var off = new Vector<double>(x[at..]) - mean;
            squares += off * off;
        }
        var sum = Vector.Sum(squares);
        for (; at < x.Length; at++)
            sum += (x[at] - mean[0]) * (x[at] - mean[0]);
        var rounding = x.Length * Ulp * mean[0];
        return sum <= x.Length * rounding * rounding ? 0 : sum / (x.Length - 1);
    }

    /// <summary>√ of <see cref="SampleVariance"/>.</summary>
    public static double SampleDeviation(ReadOnlySpan<double> x) => Math.Sqrt(SampleVariance(x));
}
