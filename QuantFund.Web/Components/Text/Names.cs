using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace QuantFund.Web.Components.Text;

/// <summary>
/// What the screen calls what files, records and scripts know by an id: one closed table. A test holds that every strategy,
/// feature, word of a claim, limit and source is in it. An id that is not stays as it is, so that nobody misreads it.
/// </summary>
public static class Names
{
    private const string Mean = "mean_";
    private const string Tilt = "tilt_";
    private const string CorrelationWith = "correlation_";

    private static readonly FrozenDictionary<string, string> Strategies = Table(
        ("intraday-momentum", "Intraday momentum"),
        ("vwap-reversion", "VWAP reversion"),
        ("volume-spike", "Volume spike"),
        ("relative-strength-intraday", "Relative strength, intraday"),
        ("opening-range-breakout", "Opening range breakout"),
        ("quick-mean-reversion", "Quick mean reversion"),
        ("time-series-momentum", "Time series momentum"),
        ("cross-section-momentum", "Cross section momentum"),
        ("mean-reversion", "Mean reversion"),
        ("volatility-regime-vol-target", "Volatility target by regime"),
        ("news-sentiment-event", "News sentiment"),
        ("ts-momentum-ls", "Long/short time series momentum"),
        ("cs-momentum-ls", "Long/short cross section momentum"),
        ("mean-reversion-ls", "Long/short mean reversion"),
        ("quality-value-ls", "Long/short quality and value"),
        ("futures-trend", "Futures trend"),
        ("futures-carry", "Futures carry")
    );

    private static readonly FrozenDictionary<string, string> Limits = Table(
        ("position", "Largest position"),
        ("sector", "Largest sector"),
        ("sectorGross", "Largest sector"),
        ("long", "Long exposure"),
        ("gross", "Gross exposure"),
        ("net-long", "Net long exposure"),
        ("netLong", "Net long exposure"),
        ("net-short", "Net short exposure"),
        ("netShort", "Net short exposure"),
        ("volatility", "Forecast volatility"),
        ("cluster-gross", "Gross of a correlated group"),
        ("clusterGross", "Gross of a correlated group"),
        ("cluster-net", "Net of a correlated group"),
        ("clusterNet", "Net of a correlated group"),
        ("turnover", "Turnover of a cycle"),
        ("vix", "VIX scale"),
        ("ladder", "Drawdown ladder"),
        ("drawdown", "Drawdown"),
        ("dayLoss", "Loss of the day")
    );

    private static readonly FrozenDictionary<string, string> Sources = Table(
        ("prices-daily", "Daily prices"),
        ("prices-intraday", "Intraday prices"),
        ("quotes", "Quotes"),
        ("account", "Account"),
        ("borrow", "Shares to borrow"),
        ("news", "News"),
        ("macro", "Macro data"),
        ("vix", "VIX"),
        ("fundamentals", "Fundamentals")
    );

    private static readonly FrozenDictionary<string, string> Features = Table(
        ("ret_1", "1-day return"),
        ("ret_5", "5-day return"),
        ("ret_21", "1-month return"),
        ("ret_63", "3-month return"),
        ("ret_126", "6-month return"),
        ("ret_252", "12-month return"),
        ("mom_12_1", "12-month momentum"),
        ("mom_6_1", "6-month momentum"),
        ("vol_21", "1-month volatility"),
        ("vol_63", "3-month volatility"),
        ("sma_20", "20-day average price"),
        ("sma_50", "50-day average price"),
        ("sma_200", "200-day average price"),
        ("z_20", "deviations from the 20-day average"),
        ("rsi_14", "RSI"),
        ("atr_14", "average true range"),
        ("adv_21", "daily dollar volume"),
        ("beta_126", "beta"),
        ("high_252", "share of the 12-month high"),
        ("ret_15m", "15-minute return"),
        ("ret_30m", "30-minute return"),
        ("ret_60m", "60-minute return"),
        ("session_ret", "return since the open"),
        ("gap", "opening gap"),
        ("vwap", "VWAP"),
        ("vwap_dev", "distance from VWAP"),
        ("sigma_15m", "15-minute volatility"),
        ("vwap_z", "deviations from VWAP"),
        ("volume_ratio", "volume over the usual"),
        ("or_high", "opening range high"),
        ("or_low", "opening range low"),
        ("rel_strength", "return over its sector's"),
        ("sent_score", "news sentiment"),
        ("sent_conf", "confidence of the news sentiment"),
        ("sent_mom", "change of the news sentiment"),
        ("news_velocity", "news over the usual"),
        ("news_age", "age of the news in hours"),
        ("carry", "carry"),
        ("s_score", "residual score"),
        ("names", "number of names"),
        ("net", "net exposure"),
        ("gross", "gross exposure"),
        ("top_weight", "weight of the largest name"),
        ("forecast_volatility", "forecast volatility"),
        ("ic", "information coefficient"),
        ("expected_return", "expected return"),
        ("round_trip_cost", "cost in and out"),
        ("shadow_drawdown", "drawdown on paper"),
        ("vix", "VIX"),
        ("vix_change_5", "5-day change of the VIX"),
        ("trend_direction", "direction of the trend"),
        ("trend_strength", "strength of the trend"),
        ("risk_score", "risk appetite"),
        ("credit_spread", "high yield over treasuries"),
        ("breadth", "market breadth"),
        ("mean_correlation", "mean correlation"),
        ("market_sent_score", "market's news sentiment"),
        ("inflation_pressure", "inflation pressure"),
        ("growth_momentum", "growth momentum"),
        ("central_bank_hawkishness", "central bank hawkishness"),
        ("geopolitical_risk", "geopolitical risk"),
        ("financial_stress", "financial stress")
    );

    public static string OfStrategy(string id) => Strategies.GetValueOrDefault(id, id);

    public static string OfLimit(string id) => Limits.GetValueOrDefault(id, id);

    public static string OfSource(string id) => Sources.GetValueOrDefault(id, id);

    /// <summary>A feature, or a word that claims use of a portfolio or the market, as it stands within a sentence.</summary>
    public static string OfFeature(string id)
    {
        if (Features.TryGetValue(id, out var name))
            return name;
        if (id.StartsWith(CorrelationWith, StringComparison.Ordinal))
            return $"correlation with {Within(OfStrategy(id[CorrelationWith.Length..]))}";
        if (id.StartsWith(Mean, StringComparison.Ordinal))
            return $"mean {OfFeature(id[Mean.Length..])}";
        return id.StartsWith(Tilt, StringComparison.Ordinal) ? $"tilt to {OfFeature(id[Tilt.Length..])}" : id;
    }

    /// <summary>Whether the table knows it.</summary>
    public static bool Knows(string id) =>
        Strategies.ContainsKey(id) || Limits.ContainsKey(id) || Sources.ContainsKey(id) || OfFeature(id) != id;

    /// <summary>A stored sentence, which names things by their ids for scripts, as an operator reads it.</summary>
    public static string InText(string? text) => text is null ? "" : Word.Replace(text, m => Spelled(m.Value));

    /// <summary>Words of one part are English already; an id of two or more is none.</summary>
    private static string Spelled(string id) =>
        !id.AsSpan().ContainsAny('-', '_') ? id
        : Strategies.TryGetValue(id, out var strategy) ? Within(strategy)
        : Limits.TryGetValue(id, out var limit) ? Within(limit)
        : Sources.TryGetValue(id, out var source) ? Within(source)
        : OfFeature(id);

    /// <summary>Small at the beginning, but for abbreviations.</summary>
    private static string Within(string name) =>
        name.Length > 1 && char.IsUpper(name[1])
            ? name
            : char.ToLower(name[0], CultureInfo.InvariantCulture) + name[1..];

    private static FrozenDictionary<string, string> Table(params (string Id, string Name)[] rows) =>
        rows.ToFrozenDictionary(r => r.Id, r => r.Name, StringComparer.Ordinal);

    private static readonly Regex Word = new("[A-Za-z0-9_/-]+", RegexOptions.NonBacktracking);
}
