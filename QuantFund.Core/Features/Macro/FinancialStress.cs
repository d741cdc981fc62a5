namespace QuantFund.Core.Features.Macro;

/// <summary>
/// Financial stress, (−1, 1), high = strained: the z-score of the National Financial Conditions Index (NFCI), and
/// (VIX − 20)/10, which is on that scale by itself. Source: STRATEGIES, section B.
/// </summary>
public static class FinancialStress
{
    public const double UsualVix = 20;
    public const double VixDeviation = 10;

    /// <param name="series">The series known.</param>
    /// <param name="vix">Index points, NaN when missing.</param>
    /// <param name="today">For ages.</param>
    public static (double Value, MacroBasis Basis) Of(
        IReadOnlyDictionary<string, MacroSeries> series,
        double vix,
        DateOnly today
    ) =>
        MacroComposite.Of(
            "financial stress",
            today,
            MacroInput.OfLevel("NFCI", series.GetValueOrDefault("NFCI")),
            new MacroInput("VIX", (vix - UsualVix) / VixDeviation, today)
        );
}
