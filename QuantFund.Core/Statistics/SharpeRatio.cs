namespace QuantFund.Core.Statistics;

/// <summary>
/// mean/sample deviation·√252 of daily returns, without a risk-free rate; NaN for fewer than two or for constant returns,
/// rounding included. Source: Sharpe 1994.
/// </summary>
public static class SharpeRatio
{
    private const double SessionsPerYear = 252;

    // Equal returns of a compounding series differ by rounding alone; that is no risk.
    private const double Rounding = 1e-12;

    public static double Annual(ReadOnlySpan<double> returns)
    {
        var deviation = Moments.SampleDeviation(returns);
        return deviation > Rounding ? Moments.Mean(returns) / deviation * Math.Sqrt(SessionsPerYear) : double.NaN;
    }
}
