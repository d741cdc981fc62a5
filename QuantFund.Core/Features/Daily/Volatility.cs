using QuantFund.Core.Statistics;

namespace QuantFund.Core.Features.Daily;

/// <summary>
/// vol_n = sample standard deviation (n − 1) of the last n daily simple returns × √252, a fraction a year.
/// Warm-up n + 1 sessions; NaN before. Source: STRATEGIES, section B.
/// </summary>
public static class Volatility
{
    public const double SessionsPerYear = 252;

    public static double Annual(ReadOnlySpan<double> closes, int returns)
    {
        if (closes.Length <= returns)
            return double.NaN;
        Span<double> buffer = stackalloc double[returns];
        var last = closes[^(returns + 1)..];
        for (var i = 0; i < returns; i++)
            buffer[i] = (last[i + 1] / last[i]) - 1;
        return Moments.SampleDeviation(buffer) * Math.Sqrt(SessionsPerYear);
    }
}
