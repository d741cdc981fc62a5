using System.Numerics.Tensors;
using QuantFund.Core.Statistics;

namespace QuantFund.Core.Features.Daily;

/// <summary>
/// beta_126: slope of the ordinary least squares line of the symbol's daily returns on SPY's, over the last 126 returns
/// between sessions in which both traded. No unit. Warm-up 127 common sessions; NaN before and where SPY is missing.
/// Source: STRATEGIES, section B.
/// </summary>
public static class MarketBeta
{
    /// <param name="closes">The symbol's closes, one a session, NaN where it did not trade.</param>
    /// <param name="market">SPY's closes in the same sessions.</param>
    /// <param name="returns">Number of returns.</param>
    public static double Of(ReadOnlySpan<double> closes, ReadOnlySpan<double> market, int returns)
    {
        Span<double> x = stackalloc double[returns];
        Span<double> y = stackalloc double[returns];
        if (closes.Length > returns && IsWhole(closes[^(returns + 1)..]) && IsWhole(market[^(returns + 1)..]))
        {
            Returns(closes[^(returns + 1)..], y);
            Returns(market[^(returns + 1)..], x);
            return Line.Fit(x, y).Slope;
        }
        double laterClose = double.NaN,
            laterMarket = double.NaN;
        var found = returns;
        for (var i = closes.Length - 1; i >= 0 && found > 0; i--)
        {
            if (double.IsNaN(closes[i]) || double.IsNaN(market[i]))
                continue;
            if (!double.IsNaN(laterClose))
            {
                found--;
                y[found] = (laterClose / closes[i]) - 1;
                x[found] = (laterMarket / market[i]) - 1;
            }
            (laterClose, laterMarket) = (closes[i], market[i]);
        }
        return found == 0 ? Line.Fit(x, y).Slope : double.NaN;
    }

    /// <summary>A sum with a missing value in it is missing.</summary>
    private static bool IsWhole(ReadOnlySpan<double> closes) => !double.IsNaN(TensorPrimitives.Sum(closes));

    private static void Returns(ReadOnlySpan<double> closes, Span<double> to)
    {
        TensorPrimitives.Divide(closes[1..], closes[..^1], to);
        TensorPrimitives.Subtract(to, 1, to);
    }
}
