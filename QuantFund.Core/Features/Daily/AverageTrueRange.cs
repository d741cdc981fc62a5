using System.Numerics.Tensors;

namespace QuantFund.Core.Features.Daily;

/// <summary>
/// atr_14, dollars: Wilder's average of the true range max(H − L, |H − C₋₁|, |L − C₋₁|), seeded by the plain mean of the
/// first 14 true ranges of the history given (the first one needs a close before it). Warm-up 15 sessions; NaN before.
/// Source: Wilder 1978.
/// </summary>
public static class AverageTrueRange
{
    public static double Of(
        ReadOnlySpan<double> highs,
        ReadOnlySpan<double> lows,
        ReadOnlySpan<double> closes,
        int period
    )
    {
        if (closes.Length <= period)
            return double.NaN;
        var count = closes.Length - 1;
        Span<double> ranges = count <= 512 ? stackalloc double[count] : new double[count];
        Span<double> lowest = count <= 512 ? stackalloc double[count] : new double[count];
        var before = closes[..^1];
        TensorPrimitives.Max(highs[1..], before, ranges);
        TensorPrimitives.Min(lows[1..], before, lowest);
        TensorPrimitives.Subtract(ranges, lowest, ranges);
        return WilderAverage.Of(ranges, period);
    }
}
