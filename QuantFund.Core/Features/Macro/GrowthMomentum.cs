namespace QuantFund.Core.Features.Macro;

/// <summary>
/// Growth momentum, (−1, 1), high = the economy gains speed: payrolls over 3 months (relative), industrial production over 6
/// (relative), −(change of the unemployment rate over 6 months), the slope T10Y2Y, −(initial claims' mean of 4 weeks over
/// that of 52, less one). Source: STRATEGIES, section B.
/// </summary>
public static class GrowthMomentum
{
    private const int ShortWeeks = 4;
    private const int LongWeeks = 52;

    public static (double Value, MacroBasis Basis) Of(
        IReadOnlyDictionary<string, MacroSeries> series,
        DateOnly today
    ) =>
        MacroComposite.Of(
            "growth momentum",
            today,
            MacroInput.Of("PAYEMS", series.GetValueOrDefault("PAYEMS"), (s, i) => MacroInput.Growth(s, i, 3)),
            MacroInput.Of("INDPRO", series.GetValueOrDefault("INDPRO"), (s, i) => MacroInput.Growth(s, i, 6)),
            MacroInput.Of("UNRATE", series.GetValueOrDefault("UNRATE"), (s, i) => -MacroInput.Change(s, i, 6)),
            MacroInput.OfLevel("T10Y2Y", series.GetValueOrDefault("T10Y2Y")),
            MacroInput.Of(
                "ICSA",
                series.GetValueOrDefault("ICSA"),
                (s, i) => 1 - (s.MeanOf(i, ShortWeeks) / s.MeanOf(i, LongWeeks))
            )
        );
}
