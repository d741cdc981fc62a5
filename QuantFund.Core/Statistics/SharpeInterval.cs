namespace QuantFund.Core.Statistics;

/// <summary>
/// The middle 90% of the Sharpe ratios of series that are drawn from one series by the stationary bootstrap: blocks of random
/// length, mean <see cref="MeanBlock"/> days, begun at random days and joined end to end, the last day followed by the first.
/// So what hangs together over days stays together. Seeded: the same series has the same interval.
/// Source: Politis and Romano 1994.
/// </summary>
/// <param name="Low">5th percentile.</param>
/// <param name="High">95th percentile.</param>
public sealed record SharpeInterval(double Low, double High)
{
    public const double Level = 0.90;
    public const int Draws = 2000;

    /// <summary>Two weeks: volatility clusters longer, returns hardly hang together at all.</summary>
    public const double MeanBlock = 10;

    private const int Seed = 19_94;

    /// <param name="excess">Daily returns over the overnight rate.</param>
    /// <returns>Null where the series has no Sharpe ratio.</returns>
    public static SharpeInterval? Of(ReadOnlySpan<double> excess)
    {
        if (double.IsNaN(SharpeRatio.Annual(excess)))
            return null;
        var random = new Random(Seed);
        var drawn = new double[excess.Length];
        var ratios = new List<double>(Draws);
        for (var draw = 0; draw < Draws; draw++)
        {
            var day = random.Next(excess.Length);
            for (var t = 0; t < drawn.Length; t++)
            {
                drawn[t] = excess[day];
                day = random.NextDouble() < 1 / MeanBlock ? random.Next(excess.Length) : (day + 1) % excess.Length;
            }
            if (SharpeRatio.Annual(drawn) is var ratio && !double.IsNaN(ratio))
                ratios.Add(ratio);
        }
        ratios.Sort();
        return ratios.Count == 0 ? null : new SharpeInterval(At(ratios, (1 - Level) / 2), At(ratios, (1 + Level) / 2));
    }

    /// <summary>The quantile between its two neighbours.</summary>
    private static double At(List<double> sorted, double share)
    {
        var place = share * (sorted.Count - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
