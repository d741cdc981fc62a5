using System.Collections;
using System.Collections.Frozen;

namespace QuantFund.Core.Ingestion;

/// <summary>
/// Values of macro series in the order of their release, and of each series apart, so that what was known at a moment is a
/// prefix of each: a cut copies nothing.
/// </summary>
public sealed class MacroHistory : IReadOnlyList<MacroValue>
{
    private readonly MacroValue[] values;
    private readonly FrozenDictionary<string, Run> runs;

    private MacroHistory(MacroValue[] values, FrozenDictionary<string, Run> runs, DateTimeOffset? through)
    {
        (this.values, this.runs, Through) = (values, runs, through);
        Count = through is { } at ? KnownAt(values, at) : values.Length;
    }

    /// <summary>The moment that this is cut at; null = not cut.</summary>
    public DateTimeOffset? Through { get; }

    public int Count { get; }

    /// <summary>Names of all series, also of those without a value yet.</summary>
    public IEnumerable<string> Names => runs.Keys;

    public MacroValue this[int index] =>
        index < Count
            ? values[index]
            : throw new InvalidOperationException(
                $"{values[index].Series} of {values[index].Period:yyyy-MM-dd} was released after {Through:u}: it can't be read."
            );

    public static MacroHistory Of(IEnumerable<MacroValue> values)
    {
        MacroValue[] sorted = [.. values.OrderBy(v => v.Released).ThenBy(v => v.Period)];
        var bySeries = sorted
            .Where(v => !double.IsNaN(v.Value))
            .GroupBy(v => v.Series, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => new Run([.. g]), StringComparer.Ordinal);
        return new MacroHistory(sorted, bySeries, null);
    }

    /// <summary>What of this had been released by a moment.</summary>
    public MacroHistory At(DateTimeOffset asOf) => new(values, runs, Through < asOf ? Through : asOf);

    /// <summary>
    /// Each series by name with the values known: by period, the latest release of a period counting; NaN left out.
    /// </summary>
    public IEnumerable<(string Series, ArraySegment<MacroValue> Values)> Series()
    {
        foreach (var (name, run) in runs)
        {
            var count = Through is { } at ? KnownAt(run.Values, at) : run.Values.Length;
            if (count > 0)
                yield return (name, run.ByPeriod(count));
        }
    }

    /// <summary>The known value of a series that was released last; null when there is none.</summary>
    public MacroValue? Newest(string series)
    {
        if (!runs.TryGetValue(series, out var run))
            return null;
        var count = Through is { } at ? KnownAt(run.Values, at) : run.Values.Length;
        return count == 0 ? null : run.Values[count - 1];
    }

    public IEnumerator<MacroValue> GetEnumerator() => new ArraySegment<MacroValue>(values, 0, Count).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>How many of some values in the order of release had been released by a moment.</summary>
    private static int KnownAt(MacroValue[] values, DateTimeOffset asOf)
    {
        var (low, high) = (0, values.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (values[middle].Released <= asOf)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>One series in the order of release.</summary>
    private sealed class Run(MacroValue[] values)
    {
        // Without a revision, and nothing released late, the order of release is that of the periods.
        private readonly bool inOrder = values.Zip(values.Skip(1), (a, b) => a.Period < b.Period).All(later => later);

        public MacroValue[] Values => values;

        public ArraySegment<MacroValue> ByPeriod(int count)
        {
            if (inOrder)
                return new ArraySegment<MacroValue>(values, 0, count);
            var byPeriod = new SortedDictionary<DateOnly, MacroValue>();
            for (var i = 0; i < count; i++)
                byPeriod[values[i].Period] = values[i];
            return byPeriod.Values.ToArray();
        }
    }
}
