namespace QuantFund.Core.Ingestion.Sources;

/// <summary>
/// A macro series is fresh for its frequency plus its release lag plus 5 days, counted from the start of its last period
/// (STRATEGIES.md A). Both are read off the series: the frequency is the median gap between periods, the lag is that of
/// the last value.
/// </summary>
public static class MacroFreshness
{
    private static readonly TimeSpan Grace = TimeSpan.FromDays(5);

    /// <summary>
    /// Until when the last value counts: the next period's start, plus its lag, plus 5 days. A series of one value has no
    /// frequency and counts as monthly.
    /// </summary>
    /// <param name="series">Values of one series, oldest period first, at least one.</param>
    public static DateTimeOffset FreshUntil(IReadOnlyList<MacroValue> series)
    {
        var gaps = new int[series.Count - 1];
        for (var i = 0; i < gaps.Length; i++)
            gaps[i] = series[i + 1].Period.DayNumber - series[i].Period.DayNumber;
        Array.Sort(gaps);
        var frequency = TimeSpan.FromDays(gaps.Length == 0 ? 31 : gaps[gaps.Length / 2]);
        return series[^1].Released + frequency + Grace;
    }

    /// <summary>Until when each series of a set counts.</summary>
    public static IReadOnlyDictionary<string, DateTimeOffset> FreshUntilBySeries(IEnumerable<MacroValue> values) =>
        values
            .GroupBy(v => v.Series, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => FreshUntil([.. g.OrderBy(v => v.Period)]), StringComparer.Ordinal);
}
