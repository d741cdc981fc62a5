namespace QuantFund.Core.Learning;

/// <summary>
/// λ, the share of the learned weights in the verdict: .20 + .50·min(1, n/100)·clip((winRate − .40)/.15, 0, 1), n = closed
/// trades; after 30 sessions of data with n ≥ 100 and a win rate of .55 it is .70. Source: STRATEGIES, section I
/// (seed: 20% → 70%).
/// </summary>
public static class Influence
{
    public const double FullTrades = 100;
    public const double LeastWinRate = 0.40;
    public const double WinRateSpan = 0.15;
    public const double FullWinRate = 0.55;
    public const int FullSessions = 30;

    /// <param name="closedTrades">n.</param>
    /// <param name="wins">How many of them won.</param>
    /// <param name="sessions">Completed sessions that the fund has learned from.</param>
    /// <param name="options">Least and most influence.</param>
    public static double Of(int closedTrades, int wins, int sessions, LearningOptions options)
    {
        var winRate = closedTrades == 0 ? 0 : (double)wins / closedTrades;
        if (sessions >= FullSessions && closedTrades >= FullTrades && winRate >= FullWinRate)
            return options.MostInfluence;
        var trust = Math.Min(1, closedTrades / FullTrades) * Math.Clamp((winRate - LeastWinRate) / WinRateSpan, 0, 1);
        return options.LeastInfluence + ((options.MostInfluence - options.LeastInfluence) * trust);
    }
}
