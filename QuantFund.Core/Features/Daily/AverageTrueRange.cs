using System.Numerics;

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
        Fill(ranges, highs[1..], lows[1..], closes[..^1]);
        return WilderAverage.Of(ranges, period);
    }

    /// <summary>max(H, C₋₁) − min(L, C₋₁): the same as the three-fold maximum.</summary>
    private static void Fill(
        Span<double> ranges,
        ReadOnlySpan<double> highs,
        ReadOnlySpan<double> lows,
        ReadOnlySpan<double> before
    )
    {
        var at = 0;
        for (; at <= ranges.Length - Vector<double>.Count; at += Vector<double>.Count)
        {
            var close = new Vector<double>(before[at..]);
            var high = Vector.MaxNative(new Vector<double>(highs[at..]), close);
            var low = Vector.MinNative(new Vector<double>(lows[at..]), close);
            (high - low).CopyTo(ranges[at..]);
        }
        for (; at < ranges.Length; at++)
            ranges[at] = Math.Max(highs[at], before[at]) - Math.Min(lows[at], before[at]);
    }
}
