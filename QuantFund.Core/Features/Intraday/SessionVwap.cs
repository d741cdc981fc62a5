namespace QuantFund.Core.Features.Intraday;

/// <summary>
/// vwap = Σ typical·V / Σ V over today's bars, dollars; typical = (H + L + C)/3. NaN before the first bar and without
/// volume. vwap_dev = price/vwap − 1, a fraction. Source: STRATEGIES, section B.
/// </summary>
public static class SessionVwap
{
    public static double Of(in SessionDay day)
    {
        double value = 0,
            volume = 0;
        for (var i = 0; i <= day.Last; i++)
        {
            if (double.IsNaN(day.Close[i]) || double.IsNaN(day.Volume[i]))
                continue;
            value += (day.High[i] + day.Low[i] + day.Close[i]) / 3 * day.Volume[i];
            volume += day.Volume[i];
        }
        return volume > 0 ? value / volume : double.NaN;
    }

    public static double Deviation(double price, double vwap) => (price / vwap) - 1;
}
