using QuantFund.Core.Ingestion;

namespace QuantFund.Core.Features.Macro;

/// <summary>
/// One macro series as it was known at a moment: its values by period, none released later, the latest release of a period
/// counting. A series whose last value is too old by <see cref="MacroFreshness"/> is not known.
/// </summary>
public sealed class MacroSeries
{
    private const int RecentValues = 60;

    private readonly List<MacroValue> values;

    private MacroSeries(List<MacroValue> values) => this.values = values;

    public IReadOnlyList<MacroValue> Values => values;

    public MacroValue Last => values[^1];

    /// <summary>Every series with a fresh value, by name.</summary>
    public static IReadOnlyDictionary<string, MacroSeries> KnownAt(
        IReadOnlyList<MacroValue> values,
        DateTimeOffset asOf
    )
    {
        var lists = new Dictionary<string, List<MacroValue>>(StringComparer.Ordinal);
        foreach (var value in values)
        {
            if (value.Released > asOf || double.IsNaN(value.Value))
                continue;
            if (!lists.TryGetValue(value.Series, out var list))
                lists[value.Series] = list = [];
            list.Add(value);
        }
        var known = new Dictionary<string, MacroSeries>(StringComparer.Ordinal);
        foreach (var (name, list) in lists)
        {
            var series = new MacroSeries(Latest(list));
            if (MacroFreshness.FreshUntil(series.Recent()) >= asOf)
                known[name] = series;
        }
        return known;
    }

    /// <summary>Value of the last period that began on or before a date, looking back a month at most; NaN where there is none.</summary>
    public double At(DateOnly date)
    {
        int low = 0,
            high = values.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (values[middle].Period <= date)
                low = middle + 1;
            else
                high = middle;
        }
        return low > 0 && date.DayNumber - values[low - 1].Period.DayNumber < 31 ? values[low - 1].Value : double.NaN;
    }

    /// <summary>Mean of the values of up to <paramref name="count"/> periods that end with one; NaN with fewer.</summary>
    public double MeanOf(int last, int count)
    {
        if (last + 1 < count)
            return double.NaN;
        var sum = 0.0;
        for (var i = last + 1 - count; i <= last; i++)
            sum += values[i].Value;
        return sum / count;
    }

    /// <summary>Enough of the last values to tell how often new ones come.</summary>
    private List<MacroValue> Recent()
    {
        var count = Math.Min(RecentValues, values.Count);
        return values.GetRange(values.Count - count, count);
    }

    private static List<MacroValue> Latest(List<MacroValue> list)
    {
        list.Sort((a, b) => a.Period != b.Period ? a.Period.CompareTo(b.Period) : a.Released.CompareTo(b.Released));
        var kept = new List<MacroValue>(list.Count);
        foreach (var value in list)
            if (kept.Count > 0 && kept[^1].Period == value.Period)
                kept[^1] = value;
            else
                kept.Add(value);
        return kept;
    }
}
