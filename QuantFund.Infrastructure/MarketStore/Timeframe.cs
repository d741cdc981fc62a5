namespace QuantFund.Infrastructure.MarketStore;

/// <summary>The bar lengths that the store keeps.</summary>
public enum Timeframe
{
    Day,
    QuarterHour,
    Minute,
}

/// <summary>Their names on the command line and in the store's folders.</summary>
public static class Timeframes
{
    private static readonly (Timeframe Timeframe, string Name)[] Table =
    [
        (Timeframe.Day, "1Day"),
        (Timeframe.QuarterHour, "15Min"),
        (Timeframe.Minute, "1Min"),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. Table.Select(t => t.Name)];

    public static string Name(this Timeframe timeframe) => Table.First(t => t.Timeframe == timeframe).Name;

    /// <summary>Null for a name that is none.</summary>
    public static Timeframe? Parse(string name)
    {
        foreach (var (timeframe, known) in Table)
        {
            if (string.Equals(known, name, StringComparison.OrdinalIgnoreCase))
                return timeframe;
        }

        return null;
    }
}
