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
        var mean = Mean(x);
        var sum = 0.0;
        foreach (var value in x)
            sum += (value - mean) * (value - mean);
        return sum / (x.Length - 1);
    }

    /// <summary>√ of <see cref="SampleVariance"/>.</summary>
    public static double SampleDeviation(ReadOnlySpan<double> x) => Math.Sqrt(SampleVariance(x));
}
