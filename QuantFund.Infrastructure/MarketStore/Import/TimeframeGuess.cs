namespace QuantFund.Infrastructure.MarketStore.Import;

/// <summary>Reads the length of bars off the times of the first rows.</summary>
internal static class TimeframeGuess
{
    private const int RowsLookedAt = 5_000;

    /// <exception cref="UnreadableFileException">The times fit none of the timeframes.</exception>
    public static Timeframe Of(string path)
    {
        using var source = RowSources.Open(path);
        var header = source.Header.ToList();
        var symbolAt = header.FindIndex(h => string.Equals(h, "symbol", StringComparison.OrdinalIgnoreCase));
        var timeAt = header.FindIndex(h => string.Equals(h, "timestamp", StringComparison.OrdinalIgnoreCase));

        var last = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        var shortest = TimeSpan.MaxValue;
        var onQuarters = true;
        for (var n = 0; n < RowsLookedAt && source.Next() is { } cells; n++)
        {
            if (cells.Length != header.Count || !Moment.TryParse(cells[timeAt], out var time))
                continue;
            onQuarters &= time.Minute % 15 == 0;
            if (last.TryGetValue(cells[symbolAt], out var before) && time > before && time - before < shortest)
                shortest = time - before;
            last[cells[symbolAt]] = time;
        }

        return Named(shortest, onQuarters, last.Count > 0)
            ?? throw new UnreadableFileException(
                $"{path}: the times fit neither 1Min, 15Min nor 1Day bars"
                    + (shortest == TimeSpan.MaxValue ? "" : $" (the shortest step is {shortest.TotalMinutes:0.##} min)")
                    + ". Name the timeframe with --timeframe."
            );
    }

    private static Timeframe? Named(TimeSpan shortest, bool onQuarters, bool any) =>
        shortest.TotalHours >= 20 && shortest != TimeSpan.MaxValue ? Timeframe.Day
        : shortest == TimeSpan.FromMinutes(15) && onQuarters ? Timeframe.QuarterHour
        : shortest == TimeSpan.FromMinutes(1) ? Timeframe.Minute
        : shortest == TimeSpan.MaxValue && any && onQuarters ? Timeframe.QuarterHour
        : null;
}
