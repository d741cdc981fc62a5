using QuantFund.Core.Statistics;

namespace QuantFund.Core.Features.Market;

/// <summary>
/// The market's trend: ordinary least squares of log SPY on time over its last 63 closes. Direction = sign of the slope,
/// strength = R², 0 to 1. NaN with fewer closes. Source: STRATEGIES, section B.
/// </summary>
public static class MarketTrend
{
    public const int Sessions = 63;

    public static (double Direction, double Strength) Of(ReadOnlySpan<double> closes)
    {
        if (closes.Length < Sessions)
            return (double.NaN, double.NaN);
        Span<double> logs = stackalloc double[Sessions];
        var last = closes[^Sessions..];
        for (var i = 0; i < Sessions; i++)
            logs[i] = Math.Log(last[i]);
        var line = Line.OverTime(logs);
        return double.IsNaN(line.Slope)
            ? (double.NaN, double.NaN)
            : (Math.Sign(line.Slope), double.IsNaN(line.RSquared) ? 0 : line.RSquared);
    }
}
