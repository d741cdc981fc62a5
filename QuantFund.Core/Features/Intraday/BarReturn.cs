namespace QuantFund.Core.Features.Intraday;

/// <summary>
/// ret_15m, ret_30m, ret_60m: return over the session's last 1, 2 or 4 bars, a fraction; the session's first bar counts from
/// its open. Warm-up as many bars; NaN before. Source: STRATEGIES, section B.
/// </summary>
public static class BarReturn
{
    public static double Over(in SessionDay day, int bars)
    {
        if (day.Count < bars)
            return double.NaN;
        if (day.Count == bars)
            return (day.Price / day.OpeningPrice) - 1;
        var back = day.Last;
        for (var seen = 0; seen < bars; )
            if (!double.IsNaN(day.Close[--back]))
                seen++;
        return (day.Price / day.Close[back]) - 1;
    }
}
