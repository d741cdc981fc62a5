namespace QuantFund.Core.Features.Macro;

/// <summary>
/// Central-bank hawkishness, (−1, 1), high = policy tightens: change of the policy rate EFFR over 6 months, and the two-year
/// yield above it, DGS2 − EFFR: what the market expects. Source: STRATEGIES, section B.
/// </summary>
public static class CentralBankHawkishness
{
    public static (double Value, MacroBasis Basis) Of(IReadOnlyDictionary<string, MacroSeries> series, DateOnly today)
    {
        var policy = series.GetValueOrDefault("EFFR");
        return MacroComposite.Of(
            "central-bank hawkishness",
            today,
            MacroInput.Of("EFFR", policy, (s, i) => MacroInput.Change(s, i, 6)),
            policy is null
                ? new MacroInput("DGS2 - EFFR", double.NaN, default)
                : MacroInput.Of(
                    "DGS2 - EFFR",
                    series.GetValueOrDefault("DGS2"),
                    (s, i) => s.Values[i].Value - policy.At(s.Values[i].Period)
                )
        );
    }
}
