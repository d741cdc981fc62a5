namespace QuantFund.Core.Features.Intraday;

/// <summary>session_ret = price/open − 1, a fraction: since today's open. Warm-up one bar; NaN before. Source: STRATEGIES, section B.</summary>
public static class SessionReturn
{
    public static double Of(in SessionDay day) => (day.Price / day.OpeningPrice) - 1;
}
