namespace QuantFund.Core.Features.Intraday;

/// <summary>
/// vwap_z = vwap_dev/(sigma_15m·√n), in standard deviations of a random walk over the n bars of today. NaN where a part is,
/// or when the prices of the past did not move. Source: STRATEGIES, section B.
/// </summary>
public static class VwapZScore
{
    public static double Of(double deviation, double sigma, int bars) =>
        sigma > 0 && bars > 0 ? deviation / (sigma * Math.Sqrt(bars)) : double.NaN;
}
