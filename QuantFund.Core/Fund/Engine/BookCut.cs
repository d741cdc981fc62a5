using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Execution;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Fund.State;
using QuantFund.Core.Pipeline.Slots;

namespace QuantFund.Core.Fund.Engine;

/// <summary>
/// Brings the book down to targets nearer to zero, through the same order path as every order: first what is open is
/// cancelled, then reductions are sent, again and again until the targets are met. One step at a time, never waiting.
/// </summary>
public sealed class BookCut(OrderDesk desk, IOrderStore orders, FundMarks marks, MarketTime market)
{
    private const decimal Slack = 0.005m;

    private Task<Submission>? sent;
    private bool cleared;

    /// <param name="origin">Who answers for the orders.</param>
    /// <param name="prefix">Begins the orders' names: one small letter.</param>
    /// <param name="reason">Why open orders are given up.</param>
    /// <param name="gross">What gross market value may be at most, dollars.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <returns>True when the targets are met and nothing is open.</returns>
    public async Task<bool> StepAsync(
        OrderOrigin origin,
        char prefix,
        string reason,
        decimal gross,
        CancellationToken cancellation
    )
    {
        if (sent is { IsCompleted: false })
            return false;
        if (sent is { } over)
        {
            sent = null;
            await over;
        }
        if ((await orders.OpenAsync(cancellation)).Count > 0)
        {
            if (!cleared)
                await desk.CancelAllAsync(reason, cancellation);
            cleared = true;
            return false;
        }
        // Read anew: after fills the last marks would count what is sold already.
        var left = await marks.BookAsync(cancellation) is { } book ? DownTo(book, gross) : [];
        if (left.Count == 0)
        {
            cleared = false;
            return true;
        }
        // A round is named by its second: a restart in the same second finds its orders again instead of sending anew.
        var name = prefix + CycleIds.Stamp(market.Now, "yyyyMMdd-HHmmss");
        sent = desk.WorkAsync(ParentOrders.Reductions(origin, name, left), cancellation);
        return false;
    }

    /// <summary>What it is working on is cancelled and forgotten.</summary>
    public async Task GiveUpAsync(string reason, CancellationToken cancellation)
    {
        await desk.CancelAllAsync(reason, cancellation);
        Reset();
    }

    public void Reset() => (sent, cleared) = (null, false);

    /// <summary>
    /// Every position scaled towards zero, in whole shares, so that gross comes down to <paramref name="gross"/> dollars.
    /// Empty when it is there, or past it by no more than prices move while orders fill.
    /// </summary>
    public static IReadOnlyList<(Position Position, decimal Target, decimal Mark)> DownTo(Book book, decimal gross)
    {
        var now = book.LongValue - book.ShortValue;
        if (now == 0m || now <= gross * (1m + Slack))
            return [];
        var scale = gross / now;
        return
        [
            .. book
                .Positions.Values.OrderBy(p => p.Symbol)
                .Select(p => (Position: p, Target: decimal.Truncate(p.Quantity * scale), Mark: book.Mark(p)))
                .Where(p => p.Target != p.Position.Quantity),
        ];
    }
}
