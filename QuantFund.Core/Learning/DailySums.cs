using QuantFund.Core.Features.Daily;

namespace QuantFund.Core.Learning;

/// <summary>The Sharpe ratio from the count, sum and sum of squares of daily returns, which is all that memory keeps of them.</summary>
internal static class DailySums
{
    // Equal returns differ by rounding alone; that is no risk.
    private const double Rounding = 1e-16;

    /// <summary>Mean over sample deviation, × √252; NaN under two days and for a constant series.</summary>
    public static double Sharpe(int days, double sum, double squares)
    {
        if (days < 2)
            return double.NaN;
        var mean = sum / days;
        var variance = (squares - (days * mean * mean)) / (days - 1);
        return variance > Rounding ? mean / Math.Sqrt(variance) * Math.Sqrt(Volatility.SessionsPerYear) : double.NaN;
    }
}
