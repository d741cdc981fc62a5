using System.Numerics;
using System.Numerics.Tensors;

namespace QuantFund.Core.Statistics;

/// <summary>Mean and spread of a sample. A sample too small, or one with a NaN, gives NaN.</summary>
public static class Moments
{
    /// <summary>Σx/n; NaN for an empty sample.</summary>
    public static double Mean(ReadOnlySpan<double> x) => x.IsEmpty ? double.NaN : TensorPrimitives.Sum(x) / x.Length;

    /// <summary>Σ(x − mean)²/(n − 1), two-pass; NaN under two values.</summary>
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
        return sum / (x.Length - 1);
    }

    /// <summary>√ of <see cref="SampleVariance"/>.</summary>
    public static double SampleDeviation(ReadOnlySpan<double> x) => Math.Sqrt(SampleVariance(x));
}
