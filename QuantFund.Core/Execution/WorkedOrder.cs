using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Orders;

namespace QuantFund.Core.Execution;

/// <summary>What the desk does next with an order it works.</summary>
internal enum WorkStep
{
    Wait,
    Send,
    Cancel,
    Finish,
}

/// <summary>
/// A parent order being worked: which attempt is out, since when, and what has been filled. Decides the next step from
/// market time and the order as stored; does nothing itself.
/// </summary>
internal sealed class WorkedOrder(ParentOrder parent, ExecutionOptions options)
{
    /// <summary>A parent that has used this many names is left: something keeps it from being sent.</summary>
    private const int MostAttempts = 12;

    private readonly List<StoredOrder> concluded = [];
    private DateTimeOffset? started;
    private DateTimeOffset? sentAt;
    private DateTimeOffset? cancelAskedAt;
    private bool cancelledByUs;
    private volatile bool finished;
    private volatile string? abandoned;

    public ParentOrder Parent { get; } = parent;

    public int Attempt { get; private set; }

    public ClientOrderId? Current { get; private set; }

    public string? Abandoned => abandoned;

    public RefusedOrder? Refusal { get; private set; }

    public bool Finished => finished;

    public IReadOnlyList<StoredOrder> Orders => concluded;

    public decimal Remaining => Parent.Quantity - concluded.Sum(o => o.FilledQuantity);

    public OrderType NextType(DateTimeOffset now) =>
        started is { } start && now - start >= options.MarketAfter ? OrderType.Market : OrderType.Limit;

    /// <param name="now">Market time.</param>
    /// <param name="current">The order that is out, as stored; null when none is.</param>
    /// <param name="before">What this one has to wait for; null when nothing.</param>
    /// <param name="open">Whether the market is in regular hours.</param>
    public WorkStep Next(DateTimeOffset now, StoredOrder? current, WorkedOrder? before, bool open)
    {
        if (current is { IsOpen: true })
            return IsCancelDue(now, current) ? WorkStep.Cancel : WorkStep.Wait;
        if (Abandoned is not null || Remaining <= 0m || Refusal is not null || !open || Attempt >= MostAttempts)
            return WorkStep.Finish;
        if (before is { Finished: false })
            return WorkStep.Wait;
        if (before is { Remaining: > 0m })
            return WorkStep.Finish;
        return concluded.Count == 0 || cancelledByUs ? WorkStep.Send : WorkStep.Finish;
    }

    /// <summary>
    /// The name that is being sent under: should the sender fail half way, the order may be out, and it is looked for
    /// under this name before anything else is done.
    /// </summary>
    public void Sending(ClientOrderId id) => Current = id;

    /// <summary>The store has no order of the name that was being sent under: it never got its permit.</summary>
    public void NeverPermitted() => Current = null;

    public void Sent(StoredOrder order, DateTimeOffset now)
    {
        started ??= now;
        sentAt = now;
        Current = order.Id;
        cancelAskedAt = null;
    }

    public void CancelAsked(DateTimeOffset now) => cancelAskedAt = now;

    /// <summary>The order that was out is final. Only one that we cancelled for its time is followed by another.</summary>
    public void Conclude(StoredOrder order)
    {
        concluded.Add(order);
        cancelledByUs = cancelAskedAt is not null && order.Status == OrderStatus.Cancelled;
        Current = null;
        cancelAskedAt = null;
        Attempt++;
    }

    /// <summary>The permit ran out before the POST: nothing left, and the next attempt may follow at once.</summary>
    public void NeverLeft(StoredOrder order)
    {
        concluded.Add(order);
        cancelledByUs = true;
        Current = null;
        Attempt++;
    }

    public void Refuse(string check, string reason)
    {
        Current = null;
        Refusal = new RefusedOrder(Parent.Symbol, check, reason);
    }

    /// <summary>May be called at any time and from any thread: what is out is cancelled, and nothing more is sent.</summary>
    public void Abandon(string reason) => Interlocked.CompareExchange(ref abandoned, reason, null);

    public void Finish(WorkedOrder? before)
    {
        if (concluded.Count == 0)
            Refusal ??= new RefusedOrder(
                Parent.Symbol,
                "abandoned",
                Abandoned
                    ?? (
                        before is { Remaining: > 0m }
                            ? "The part that closes the position was not filled completely."
                            : "The market closed before it was sent."
                    )
            );
        finished = true;
    }

    private bool IsCancelDue(DateTimeOffset now, StoredOrder current)
    {
        // Without the broker's id there is nothing to cancel yet: a look-up settles the order first.
        if (current.BrokerId is null || current.Status is OrderStatus.Intended or OrderStatus.Unknown)
            return false;
        if (cancelAskedAt is { } asked)
            return now - asked >= options.RepeatCancel;
        return Abandoned is not null || now >= Deadline(current);
    }

    private DateTimeOffset Deadline(StoredOrder current)
    {
        var start = started ?? current.Intent.CreatedAt;
        var sent = sentAt ?? start;
        if (current.Intent.Type == OrderType.Market)
            return sent + options.MarketOrderLife;
        // The first of the three moments that lies after this attempt was sent, however long its predecessor's cancel took.
        foreach (var due in (ReadOnlySpan<TimeSpan>)[options.FirstReprice, options.SecondReprice, options.MarketAfter])
            if (start + due > sent)
                return start + due;
        return sent;
    }
}
