namespace QuantFund.Core.Strategies.Intraday;

/// <summary>The last half hour's return in standard deviations of two 15-minute returns: ret_30m/(sigma_15m·√2).</summary>
public static class HalfHourScore
{
    public static double Of(double halfHourReturn, double sigma) => halfHourReturn / (sigma * Math.Sqrt(2));
}
