namespace QuantFund.Core.Features.Macro;

/// <summary>
/// Geopolitical risk, (−1, 1), high = tense: mean of the last 7 days of the daily index of Caldara and Iacoviello (GPRD). The
/// share of geopolitical articles joins it when a news feed marks them; none does yet.
/// Source: Caldara and Iacoviello 2022; STRATEGIES, section B.
/// </summary>
public static class GeopoliticalRisk
{
    private const int Days = 7;

    public static (double Value, MacroBasis Basis) Of(
        IReadOnlyDictionary<string, MacroSeries> series,
        DateOnly today
    ) =>
        MacroComposite.Of(
            "geopolitical risk",
            today,
            MacroInput.Of("GPRD", series.GetValueOrDefault("GPRD"), (s, i) => s.MeanOf(i, Days))
        );
}
