using QuantFund.Core.Domain;
using QuantFund.Core.Ingestion;

namespace QuantFund.Core.Features.Macro;

/// <summary>The five composites from what was released by a moment.</summary>
public static class MacroColumns
{
    public static MacroFeatures Of(IReadOnlyList<MacroValue> values, double vix, DateTimeOffset asOf)
    {
        var series = MacroSeries.KnownAt(values, asOf);
        var today = NewYork.DateOf(asOf);
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
