namespace QuantFund.Core.Learning;

/// <summary>
/// λ, the share of the learned weights in the verdict: .20 + .50·min(1, n/100)·clip((winRate − .40)/.15, 0, 1), n = closed
/// trades. Source: STRATEGIES, section I (seed: 20% → 70%).
/// </summary>
public static class Influence
{
    public const double FullTrades = 100;
    public const double LeastWinRate = 0.40;
    public const double WinRateSpan = 0.15;

    public static double Of(int closedTrades, int wins, LearningOptions options)
    {
        var winRate = closedTrades == 0 ? 0 : (double)wins / closedTrades;
        var trust = Math.Min(1, closedTrades / FullTrades) * Math.Clamp((winRate - LeastWinRate) / WinRateSpan, 0, 1);
        return options.LeastInfluence + ((options.MostInfluence - options.LeastInfluence) * trust);
    }
}
