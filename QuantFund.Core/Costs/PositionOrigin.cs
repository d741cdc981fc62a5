using QuantFund.Core.Domain;
using QuantFund.Core.Strategies;

namespace QuantFund.Core.Costs;

/// <summary>
/// Why a position is there: when it was opened, on which side, and how long its opinion was meant to hold.
/// <paramref name="After"/>: the last completed session then. <paramref name="Intraday"/>: an intraday strategy had part in it.
/// </summary>
public sealed record PositionOrigin(
    Symbol Symbol,
    Side Side,
    DateTimeOffset OpenedAt,
    DateOnly After,
    double HorizonSessions,
    bool Intraday,
    CycleId Cycle
)
{
    private const double MinutesPerSession = 390;

    /// <summary>True when the horizon of the opinion that opened the position has passed.</summary>
    public bool HorizonHasPassed(DateTimeOffset now, Session session, IReadOnlyList<DateOnly> completed) =>
        HorizonSessions < 1
            ? OpenedAt < session.Open || now >= OpenedAt + TimeSpan.FromMinutes(HorizonSessions * MinutesPerSession)
            : Horizon.SessionsSince(completed, After) >= HorizonSessions;
}
