using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Execution;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Fund.State;

namespace QuantFund.Core.Fund.Engine;

/// <summary>The closing work of the last session: its last point and the marks of the next one.</summary>
public sealed class DayEnd(
    FundMarks marks,
    FundTeller teller,
    OrderDesk desk,
    IOrderStore orders,
    ITradingStateStore states,
    IMarketCalendar calendar,
    IMarketPace pace,
    MarketTime market
)
{
    private DateOnly? closed;

    /// <summary>The session whose closing work can be done or is done; null while one is on.</summary>
    public Session? Over => calendar.SessionAt(market.Now) is null ? calendar.LastClosedBy(market.Now) : null;

    /// <summary>Whether the closing work of that session is done.</summary>
    public bool IsDone(Session session) => closed == session.Date;

    /// <summary>Does it; false while an order is still open.</summary>
    public async Task<bool> CloseAsync(Session session, CancellationToken cancellation)
    {
        await desk.SweepAsync(cancellation);
        if ((await orders.OpenAsync(cancellation)).Count > 0)
            return false;
        if (await marks.CloseDayAsync(session, cancellation) is { } point && marks.Latest is { } fund)
            teller.Tell(fund, point);
        await states.LiftExpiredAsync(market.Now, cancellation);
        closed = session.Date;
        pace.CloseDay(session.Date);
        return true;
    }
}
