using QuantFund.Core.Features;
using QuantFund.Core.Strategies;

namespace QuantFund.Core.Learning;

/// <summary>
/// Return of one name from an earlier moment to now, whatever splits and dividends lie between: adjusted closes from
/// session to session, C_t/C_s·(1 + x_now)/(1 + x_then) − 1, with x the return since the last completed close, from the
/// intraday series. NaN where a close is missing.
/// </summary>
public static class PriceReturn
{
    public static double Since(FeatureTable features, int row, DateOnly after, double sinceClose)
    {
        var start = IndexOf(features.Sessions, after);
        return start < 0
            ? double.NaN
            : (
                features.Close(row, features.Sessions.Count - 1)
                / features.Close(row, start)
                * (1 + features.ReturnsSinceClose[row])
                / (1 + sinceClose)
            ) - 1;
    }

    /// <summary>
    /// The same for an opinion that ends with the session it was opened in: up to that session's close when it is over, up to
    /// now while it runs.
    /// </summary>
    public static double WithinSession(FeatureTable features, int row, DateOnly after, double sinceClose)
    {
        var start = IndexOf(features.Sessions, after);
        if (start < 0 || start == features.Sessions.Count - 1)
            return Since(features, row, after, sinceClose);
        return (features.Close(row, start + 1) / features.Close(row, start) / (1 + sinceClose)) - 1;
    }

    private static int IndexOf(IReadOnlyList<DateOnly> sessions, DateOnly date)
    {
        var index = sessions.Count - 1 - Horizon.SessionsSince(sessions, date);
        return index >= 0 && sessions[index] == date ? index : -1;
    }
}
