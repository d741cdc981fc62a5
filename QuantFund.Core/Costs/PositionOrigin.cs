using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Statistics;
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
    /// <summary>Who wanted the position when it was last wanted at all; empty in what an earlier version stored.</summary>
    public IReadOnlyList<StrategyId> Strategies { get; init; } = [];

    /// <summary>
    /// True when the horizon of the opinion that opened the position has passed. It is a blend over those who wanted the
    /// position, so that one of 21 sessions is 21 but for rounding.
    /// </summary>
    public bool HorizonHasPassed(DateTimeOffset now, Session session, IReadOnlyList<DateOnly> completed) =>
        Tolerance.Below(HorizonSessions, 1)
            ? OpenedAt < session.Open
                || Tolerance.AtLeast((now - OpenedAt).TotalMinutes / Horizon.MinutesPerSession, HorizonSessions)
            : Tolerance.AtLeast(Horizon.SessionsSince(completed, After), HorizonSessions);
}
