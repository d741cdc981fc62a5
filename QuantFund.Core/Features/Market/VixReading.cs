using System.Runtime.InteropServices;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Ingestion;

namespace QuantFund.Core.Features.Market;

/// <summary>
/// The VIX now, index points, and how it came about: the index when it was read today; else the last close ×
/// (1 + 1.5 × VIXY's return since then), an estimate; else the last close, labelled by its date, while it is under 7 days old; else SPY's
/// vol_21 × 100; else missing. The five-day change is relative to the close five sessions before.
/// Source: STRATEGIES, section A.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct VixReading(double Value, VixSource Source, double FiveDayChange)
{
    /// <summary>VIX futures move about two thirds as much as the index (STRATEGIES, section A).</summary>
    public const double FuturesMultiple = 1.5;

    /// <summary>The session whose close it is or is estimated from; null without one.</summary>
    public DateOnly? Date { get; init; }

    public static readonly TimeSpan Life = TimeSpan.FromDays(7);

    /// <param name="closes">Closes of the index, oldest first.</param>
    /// <param name="asOf">Now; later closes are not read.</param>
    /// <param name="futuresReturn">VIXY's return since the last completed session; NaN when not known.</param>
    /// <param name="realised">SPY's vol_21; NaN when not known.</param>
    public static VixReading Of(
        IReadOnlyList<VixClose> closes,
        DateTimeOffset asOf,
        double futuresReturn,
        double realised
    )
    {
        var last = closes.Count - 1;
        while (last >= 0 && closes[last].Time > asOf)
            last--;
        if (last >= 0 && asOf - closes[last].Time <= Life)
        {
            var date = NewYork.DateOf(closes[last].Time);
            if (date == NewYork.DateOf(asOf))
                return new VixReading(closes[last].Value, VixSource.Index, Change(closes[last].Value, closes, last - 5))
                {
                    Date = date,
                };
            if (double.IsNaN(futuresReturn))
                return new VixReading(
                    closes[last].Value,
                    VixSource.PreviousClose,
                    Change(closes[last].Value, closes, last - 5)
                )
                {
                    Date = date,
                };
            var estimate = closes[last].Value * (1 + (FuturesMultiple * futuresReturn));
            return new VixReading(estimate, VixSource.Estimate, Change(estimate, closes, last - 4)) { Date = date };
        }
        return double.IsNaN(realised)
            ? new VixReading(double.NaN, VixSource.Missing, double.NaN)
            : new VixReading(realised * 100, VixSource.RealisedVolatility, double.NaN);
    }

    private static double Change(double now, IReadOnlyList<VixClose> closes, int before) =>
        before >= 0 ? (now / closes[before].Value) - 1 : double.NaN;
}
