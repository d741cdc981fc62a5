namespace QuantFund.Core.Features.Sentiment;

/// <summary>How much an article still counts: 2^(−age/12 h), for the seven days it counts at all. Source: STRATEGIES, section B.</summary>
public static class NewsDecay
{
    public const double LeastRelevance = 0.3;

    public static readonly TimeSpan Window = TimeSpan.FromDays(7);
    public static readonly TimeSpan HalfLife = TimeSpan.FromHours(12);
    public static readonly TimeSpan Recent = TimeSpan.FromHours(24);
    public static readonly TimeSpan Burst = TimeSpan.FromMinutes(30);

    /// <summary>Half hours in the window: the mean number of articles per half hour is their count over this.</summary>
    public static double BurstsInWindow { get; } = Window / Burst;

    public static double Weight(TimeSpan age) => Math.Pow(2, -(age / HalfLife));
}
