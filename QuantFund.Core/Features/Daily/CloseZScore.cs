using QuantFund.Core.Statistics;

namespace QuantFund.Core.Features.Daily;

/// <summary>
/// z_20 = (C_t − sma_20)/sample standard deviation of the last 20 closes, in standard deviations. Warm-up 20 sessions; NaN
/// before and when the closes did not move. Source: STRATEGIES, section B.
/// </summary>
public static class CloseZScore
{
    public static double Of(ReadOnlySpan<double> closes, int sessions)
    {
        if (closes.Length < sessions)
            return double.NaN;
        var window = closes[^sessions..];
        var deviation = Moments.SampleDeviation(window);
        return deviation > 0 ? (closes[^1] - Moments.Mean(window)) / deviation : double.NaN;
    }
}
