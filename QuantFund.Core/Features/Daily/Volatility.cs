using System.Numerics.Tensors;
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
        TensorPrimitives.Divide(last[1..], last[..^1], buffer);
        TensorPrimitives.Subtract(buffer, 1, buffer);
        return Moments.SampleDeviation(buffer) * Math.Sqrt(SessionsPerYear);
    }
}
