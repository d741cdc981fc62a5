using QuantFund.Core.Statistics;

namespace QuantFund.Core.Features.Daily;

/// <summary>sma_n = mean of the last n adjusted closes, dollars. Warm-up n sessions; NaN before. Source: STRATEGIES, section B.</summary>
public static class MovingAverage
{
    public static double Of(ReadOnlySpan<double> closes, int sessions) =>
        closes.Length >= sessions ? Moments.Mean(closes[^sessions..]) : double.NaN;
}
