using QuantFund.Core.Ingestion;
using QuantFund.Core.Ingestion.Sources;

namespace QuantFund.Core.Features.Macro;

/// <summary>
/// One macro series as it was known at a moment: its values by period, none released later, the latest release of a period
/// counting. A series whose last value is too old by <see cref="MacroFreshness"/> is not known.
/// </summary>
public sealed class MacroSeries
{
    // Enough of the last values to tell how often new ones come.
    private const int RecentValues = 60;

    private readonly ArraySegment<MacroValue> values;

    private int found;

    private MacroSeries(ArraySegment<MacroValue> values) => this.values = values;

    public ArraySegment<MacroValue> Values => values;

    public MacroValue Last => values[^1];

    /// <summary>Every series with a fresh value, by name.</summary>
    public static IReadOnlyDictionary<string, MacroSeries> KnownAt(
        IReadOnlyList<MacroValue> values,
        DateTimeOffset asOf
    )
    {
        var history = values as MacroHistory ?? MacroHistory.Of(values);
        var known = new Dictionary<string, MacroSeries>(StringComparer.Ordinal);
        foreach (var (name, run) in history.At(asOf).Series())
            if (MacroFreshness.FreshUntil(run[Math.Max(0, run.Count - RecentValues)..]) >= asOf)
                known[name] = new MacroSeries(run);
        return known;
    }

    /// <summary>Value of the last period that began on or before a date, looking back a month at most; NaN where there is none.</summary>
    public double At(DateOnly date)
    {
        // Asked for one date after another, each a little before the last: where the last was found is where to begin.
        var low = Math.Clamp(found, 0, values.Count);
        while (low < values.Count && values[low].Period <= date)
            low++;
        while (low > 0 && values[low - 1].Period > date)
            low--;
        found = low;
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
}
