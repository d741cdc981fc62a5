using QuantFund.Core.Domain;

namespace QuantFund.Core.Learning;

/// <summary>
/// λ, the share of the learned weights in the verdict: .20 + .50·min(1, n/100)·clip((winRate − .40)/.15, 0, 1), n = closed
/// trades, and never above .45 before 30 sessions of data. Source: STRATEGIES, section I (seed: 20% → 70%, 30 days).
/// </summary>
public static class Influence
{
    public const double FullTrades = 100;
    public const double LeastWinRate = 0.40;
    public const double WinRateSpan = 0.15;
    public const int FullSessions = 30;
    public const double MostBeforeFullSessions = 0.45;

    /// <param name="trades">The fund's closed trades.</param>
    /// <param name="sessions">Completed sessions that the fund has learned from.</param>
    /// <param name="options">Least and most influence.</param>
    public static double Of(ClosedTrades trades, int sessions, LearningOptions options)
    {
        var trust =
            trades.Count == 0
                ? 0
                : Math.Min(1, trades.Count / FullTrades)
                    * Math.Clamp((trades.WinRate - LeastWinRate) / WinRateSpan, 0, 1);
        var influence = options.LeastInfluence + ((options.MostInfluence - options.LeastInfluence) * trust);
        return sessions < FullSessions ? Math.Min(MostBeforeFullSessions, influence) : influence;
    }
}
