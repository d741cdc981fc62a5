using QuantFund.Core.Domain;
using QuantFund.Web.Replica;

namespace QuantFund.Web.Components.Layout;

/// <summary>Whether the page shows the present.</summary>
public static class Freshness
{
    /// <summary>Silence of wall time that an open market never shows: marks come about once a second.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long nothing was heard, when that is too long; null when all is well. A closed market is silent, and so is a
    /// simulated one while a plan waits, for its time stands still then.
    /// </summary>
    public static TimeSpan? Behind(ReplicaView view, DateTimeOffset now, bool marketOpen)
    {
        var silence = now - view.HeardAt;
        if (silence <= Tolerance)
            return null;
        if (view.State?.Fund is not { } fund)
            return silence;
        var standsStill =
            view.State.Waiting is not null && fund.Source is MarketSource.Simulated or MarketSource.Replay;
        return marketOpen && !standsStill ? silence : null;
    }
}
