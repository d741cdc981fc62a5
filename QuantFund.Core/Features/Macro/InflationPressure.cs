namespace QuantFund.Core.Features.Macro;

/// <summary>
/// Inflation pressure, (−1, 1), high = prices rise fast: CPI year on year, core CPI of 3 months a year ((C_t/C_{t−3})⁴ − 1),
/// the 10-year breakeven rate (CPIAUCSL, CPILFESL, T10YIE). Source: STRATEGIES, section B.
/// </summary>
public static class InflationPressure
{
    public static (double Value, MacroBasis Basis) Of(
        IReadOnlyDictionary<string, MacroSeries> series,
        DateOnly today
    ) =>
        MacroComposite.Of(
            "inflation pressure",
            today,
            MacroInput.Of("CPIAUCSL", series.GetValueOrDefault("CPIAUCSL"), (s, i) => MacroInput.Growth(s, i, 12)),
            MacroInput.Of(
                "CPILFESL",
                series.GetValueOrDefault("CPILFESL"),
                (s, i) => Math.Pow(1 + MacroInput.Growth(s, i, 3), 4) - 1
            ),
            MacroInput.OfLevel("T10YIE", series.GetValueOrDefault("T10YIE"))
        );
}
