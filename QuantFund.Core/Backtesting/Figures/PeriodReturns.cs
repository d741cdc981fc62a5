using System.Globalization;

namespace QuantFund.Core.Backtesting.Figures;

/// <summary>
/// One month (<c>2024-03</c>) or year (<c>2024</c>): what fund, market and cash returned in it, fractions, from the last close
/// of the period before. NaN (null in JSON) where it began or ended with nothing to be a fraction of, or is not known.
/// </summary>
public sealed record PeriodReturns(string Period, int Sessions, double Return, double Market, double Cash)
{
    public static IReadOnlyList<PeriodReturns> Months(IReadOnlyList<BacktestDay> days) => By(days, "yyyy-MM");

    public static IReadOnlyList<PeriodReturns> Years(IReadOnlyList<BacktestDay> days) => By(days, "yyyy");

    private static List<PeriodReturns> By(IReadOnlyList<BacktestDay> days, string format)
    {
        var periods = new List<PeriodReturns>();
        for (var first = 1; first < days.Count; )
        {
            var name = days[first].Date.ToString(format, CultureInfo.InvariantCulture);
            var (end, cash) = (first, 1.0);
            while (
                end < days.Count
                && string.Equals(
                    days[end].Date.ToString(format, CultureInfo.InvariantCulture),
                    name,
                    StringComparison.Ordinal
                )
            )
                cash *= 1 + days[end++].Overnight;
            var (from, to) = (days[first - 1], days[end - 1]);
            periods.Add(
                new PeriodReturns(
                    name,
                    end - first,
                    Change((double)from.Equity, (double)to.Equity),
                    Change(from.Benchmark ?? double.NaN, to.Benchmark ?? double.NaN),
                    cash - 1
                )
            );
            first = end;
        }
        return periods;
    }

    private static double Change(double from, double to) => from > 0 && to > 0 ? (to / from) - 1 : double.NaN;
}
