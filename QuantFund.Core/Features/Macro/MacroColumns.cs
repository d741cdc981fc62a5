using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Ingestion;

namespace QuantFund.Core.Features.Macro;

/// <summary>The five composites from what was released by a moment.</summary>
public static class MacroColumns
{
    public static MacroFeatures Of(IReadOnlyList<MacroValue> values, double vix, DateTimeOffset asOf) =>
        Of(MacroSeries.KnownAt(values, asOf), vix, NewYork.DateOf(asOf));

    /// <param name="series">The series known.</param>
    /// <param name="vix">Index points, NaN when missing.</param>
    /// <param name="today">For ages.</param>
    public static MacroFeatures Of(IReadOnlyDictionary<string, MacroSeries> series, double vix, DateOnly today)
    {
        var inflation = InflationPressure.Of(series, today);
        var growth = GrowthMomentum.Of(series, today);
        var policy = CentralBankHawkishness.Of(series, today);
        var tension = GeopoliticalRisk.Of(series, today);
        var stress = FinancialStress.Of(series, vix, today);
        return new MacroFeatures(inflation.Value, growth.Value, policy.Value, tension.Value, stress.Value)
        {
            Bases = [inflation.Basis, growth.Basis, policy.Basis, tension.Basis, stress.Basis],
        };
    }
}
