namespace QuantFund.Core.Statistics;

/// <summary>
/// One fall from a high: the day of the high, of the low, and of the recovery (null = not yet), the fall as a positive
/// fraction, and how many sessions it took down and in all (to the recovery or the last day).
/// </summary>
public sealed record DrawdownSpell(
    DateOnly Peak,
    DateOnly Trough,
    DateOnly? Recovery,
    double Depth,
    int SessionsDown,
    int Sessions
)
{
    /// <summary>The deepest falls, deepest first.</summary>
    /// <param name="days">Dates, rising.</param>
    /// <param name="values">What it was worth on each; above zero at the start.</param>
    /// <param name="most">How many.</param>
    public static IReadOnlyList<DrawdownSpell> Worst(
        IReadOnlyList<DateOnly> days,
        IReadOnlyList<double> values,
        int most
    )
    {
        var spells = new List<DrawdownSpell>();
        int peak = 0,
            trough = 0;
        for (var i = 1; i < values.Count; i++)
        {
            if (values[i] < values[peak])
            {
                trough = trough <= peak || values[i] < values[trough] ? i : trough;
                continue;
            }
            if (trough > peak)
                spells.Add(Of(i, recovered: true));
            peak = trough = i;
        }
        if (trough > peak)
            spells.Add(Of(values.Count - 1, recovered: false));
        return [.. spells.OrderByDescending(s => s.Depth).ThenBy(s => s.Peak).Take(most)];

        DrawdownSpell Of(int end, bool recovered) =>
            new(
                days[peak],
                days[trough],
                recovered ? days[end] : null,
                1 - (values[trough] / values[peak]),
                trough - peak,
                end - peak
            );
    }

    /// <summary>The deepest fall, a positive fraction; 0 for a series that never falls.</summary>
    public static double Deepest(IReadOnlyList<double> values)
    {
        double high = double.NegativeInfinity,
            deepest = 0;
        foreach (var value in values)
        {
            high = Math.Max(high, value);
            deepest = Math.Max(deepest, 1 - (value / high));
        }
        return deepest;
    }
}
