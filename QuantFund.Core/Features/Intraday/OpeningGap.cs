namespace QuantFund.Core.Features.Intraday;

/// <summary>
/// gap = open/the previous session's last bar − 1, a fraction, from the intraday series alone: daily bars are adjusted for
/// dividends, intraday ones are not. NaN without a bar in either session. Source: STRATEGIES, section B.
/// </summary>
public static class OpeningGap
{
    public static double Of(in SessionDay day, ReadOnlySpan<double> previousCloses)
    {
        for (var i = previousCloses.Length - 1; i >= 0; i--)
            if (!double.IsNaN(previousCloses[i]))
                return (day.OpeningPrice / previousCloses[i]) - 1;
        return double.NaN;
    }
}
