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
        var average = 0.0;
        var share = 1.0 / period;
        for (var i = 1; i < closes.Length; i++)
        {
            var range = Math.Max(highs[i], closes[i - 1]) - Math.Min(lows[i], closes[i - 1]);
            if (i < period)
                average += range;
            else if (i == period)
                average = (average + range) / period;
            else
                average += (range - average) * share;
        }
        return average;
    }
}
