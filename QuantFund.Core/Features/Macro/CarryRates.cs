using System.Runtime.InteropServices;

namespace QuantFund.Core.Features.Macro;

/// <summary>
/// The interest rates that carry is made of, fractions a year, NaN = not known: the policy rate (EFFR), what two and ten
/// years yield (DGS2, DGS10) and the slope between them (T10Y2Y, else their difference).
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CarryRates(double Policy, double TwoYears, double TenYears, double Slope)
{
    private const double YearsBetween = 8;

    public static CarryRates Of(IReadOnlyDictionary<string, MacroSeries> series)
    {
        var (two, ten, slope) = (Last("DGS2"), Last("DGS10"), Last("T10Y2Y"));
        return new CarryRates(Last("EFFR"), two, ten, double.IsNaN(slope) ? ten - two : slope);

        double Last(string name) => series.TryGetValue(name, out var known) ? known.Last.Value / 100 : double.NaN;
    }

    /// <summary>
    /// Yield of a government bond of some years: of two years at least and ten at most, between them on the line that ends
    /// where the shorter or longer one is known.
    /// </summary>
    public double Yield(double years) =>
        years <= 2 ? TwoYears
        : years >= 10 ? TenYears
        : TenYears - (SlopePerYear * (10 - years));

    /// <summary>What a bond's yield falls in a year by growing a year older.</summary>
    public double SlopePerYear => Slope / YearsBetween;
}
