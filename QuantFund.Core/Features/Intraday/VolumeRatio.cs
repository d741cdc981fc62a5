namespace QuantFund.Core.Features.Intraday;

/// <summary>
/// volume_ratio = today's cumulative volume / the mean cumulative volume at the same bar over the last 20 sessions, no
/// unit. Sessions without a trade, and early closes that ended before this bar, are left out; warm-up 5 sessions, NaN
/// before. Source: STRATEGIES, section B.
/// </summary>
public static class VolumeRatio
{
    public const int LeastSessions = 5;

    /// <param name="day">Today.</param>
    /// <param name="volumes">The cells of the sessions before today.</param>
    /// <param name="barsPerSession">Cells a session.</param>
    public static double Of(in SessionDay day, ReadOnlySpan<double> volumes, int barsPerSession)
    {
        if (day.Last < 0)
            return double.NaN;
        double before = 0;
        var sessions = 0;
        for (var start = 0; start < volumes.Length; start += barsPerSession)
        {
            var session = volumes.Slice(start, barsPerSession);
            if (!Trades(session[day.Last..]))
                continue;
            before += Sum(session[..(day.Last + 1)]);
            sessions++;
        }
        return sessions >= LeastSessions && before > 0
            ? Sum(day.Volume[..(day.Last + 1)]) / (before / sessions)
            : double.NaN;
    }

    private static bool Trades(ReadOnlySpan<double> volumes)
    {
        foreach (var volume in volumes)
            if (!double.IsNaN(volume))
                return true;
        return false;
    }

    private static double Sum(ReadOnlySpan<double> volumes)
    {
        var sum = 0.0;
        foreach (var volume in volumes)
            if (!double.IsNaN(volume))
                sum += volume;
        return sum;
    }
}
