using System.Collections.Frozen;

namespace QuantFund.Core.Features;

/// <summary>The names that files, records and claims use, as STRATEGIES, section B, writes them.</summary>
public static class FeatureNames
{
    private static readonly string[] Names =
    [
        "ret_1",
        "ret_5",
        "ret_21",
        "ret_63",
        "ret_126",
        "ret_252",
        "mom_12_1",
        "mom_6_1",
        "vol_21",
        "vol_63",
        "sma_20",
        "sma_50",
        "sma_200",
        "z_20",
        "rsi_14",
        "atr_14",
        "adv_21",
        "beta_126",
        "high_252",
        "s_score",
        "ret_15m",
        "ret_30m",
        "ret_60m",
        "session_ret",
        "gap",
        "vwap",
        "vwap_dev",
        "sigma_15m",
        "vwap_z",
        "volume_ratio",
        "or_high",
        "or_low",
        "rel_strength",
        "sent_score",
        "sent_conf",
        "sent_mom",
        "news_velocity",
        "news_age",
        "carry",
    ];

    private static readonly FrozenDictionary<string, Feature> ByName = Names
        .Select((name, i) => (name, (Feature)i))
        .ToFrozenDictionary(p => p.name, p => p.Item2, StringComparer.Ordinal);

    /// <summary>Number of features: the width of a <see cref="FeatureTable"/>.</summary>
    public static int Count => Names.Length;

    public static IReadOnlyList<string> All => Names;

    public static string Of(Feature feature) => Names[(int)feature];

    public static bool TryParse(string name, out Feature feature) => ByName.TryGetValue(name, out feature);
}
