namespace QuantFund.Core.Features.Intraday;

/// <summary>
/// or_high, or_low: highest high and lowest low of the session's first two bars, dollars, known from half an hour after the
/// open on; NaN before and where neither bar traded. Source: Crabel 1990.
/// </summary>
public static class OpeningRange
{
    public const int Bars = 2;

    public static (double High, double Low) Of(in SessionDay day)
    {
        if (day.Close.Length < Bars)
            return (double.NaN, double.NaN);
        double high = double.NaN,
            low = double.NaN;
        for (var i = 0; i < Bars; i++)
        {
            if (double.IsNaN(day.Close[i]))
                continue;
            high = double.IsNaN(high) ? day.High[i] : Math.Max(high, day.High[i]);
            low = double.IsNaN(low) ? day.Low[i] : Math.Min(low, day.Low[i]);
        }
        return (high, low);
    }
}
