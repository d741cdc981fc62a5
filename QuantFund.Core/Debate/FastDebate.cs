using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Statistics;

namespace QuantFund.Core.Debate;

/// <summary>
/// The share of intraday against position strategies by rule of thumb: .60; VIX above 30 +.25, above 25 +.15, below 15 −.15;
/// New York time 9:30–10:30 +.10, 11:00–14:00 −.05, 15:00–16:00 +.05; news velocity above 4 +.15, above 2 +.08; clamped to
/// [.2, .9]. What is unknown adds nothing. Source: STRATEGIES, section D3 (seed).
/// </summary>
public static class FastDebate
{
    public const double Base = 0.60;
    public const double Least = 0.2;
    public const double Most = 0.9;

    public static double IntradayShare(double vix, DateTimeOffset time, double newsVelocity)
    {
        var share =
            Base + ByVix(vix) + ByTime(TimeOnly.FromDateTime(NewYork.ToLocal(time).DateTime)) + ByNews(newsVelocity);
        return Math.Clamp(share, Least, Most);
    }

    private static double ByVix(double vix) =>
        Tolerance.Above(vix, 30) ? 0.25
        : Tolerance.Above(vix, 25) ? 0.15
        : Tolerance.Below(vix, 15) ? -0.15
        : 0;

    private static double ByTime(TimeOnly time) =>
        time >= new TimeOnly(9, 30) && time < new TimeOnly(10, 30) ? 0.10
        : time >= new TimeOnly(11, 0) && time < new TimeOnly(14, 0) ? -0.05
        : time >= new TimeOnly(15, 0) && time < new TimeOnly(16, 0) ? 0.05
        : 0;

    private static double ByNews(double velocity) =>
        Tolerance.Above(velocity, 4) ? 0.15
        : Tolerance.Above(velocity, 2) ? 0.08
        : 0;
}
