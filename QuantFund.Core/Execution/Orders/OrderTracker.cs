using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Execution.Broker;

namespace QuantFund.Core.Execution.Orders;

/// <summary>
/// Step 4 of the order path: the broker's open orders and executions, asked over REST, are the truth, and everything in
/// the fund's store follows them. Executions are stored before the state they led to, so that no order is final before
/// all of its fills are kept.
/// </summary>
public sealed class OrderTracker(
    IBroker broker,
    IOrderStore store,
    OrderSender sender,
    ExecutionOptions options,
    MarketTime market,
    TimeProvider wall
)
{
    private readonly HashSet<string> reported = new(StringComparer.Ordinal);
    private readonly Dictionary<ClientOrderId, long> unknownSince = [];
    private DateTimeOffset? swept;
    private int hints = 1;
    private bool anythingOpen;

    /// <summary>An event of the broker's stream, or an act of ours, says that something may have changed.</summary>
    public void Hint() => Interlocked.Exchange(ref hints, 1);

    public bool IsDue => Volatile.Read(ref hints) != 0 || swept is not { } last || market.Now - last >= Interval;

    /// <summary>With nothing open there is little to find: what a stranger does on the account can wait a little.</summary>
    private TimeSpan Interval => anythingOpen ? options.SweepEvery : options.SweepEvery * 6;

    public async Task<SweepResult> SweepAsync(CancellationToken cancellation)
    {
        Interlocked.Exchange(ref hints, 0);
        try
        {
            var result = await CompareAsync(cancellation);
            swept = market.Now;
            anythingOpen = result.Open.Count > 0;
            return result;
        }
        catch
        {
            Hint();
            throw;
        }
    }

    private async Task<SweepResult> CompareAsync(CancellationToken cancellation)
    {
        // Ours is read first: an order that is final here was final before the broker was asked.
        var ours = (await store.OpenAsync(cancellation)).ToDictionary(o => o.Id);
        var theirs = await broker.OpenOrdersAsync(cancellation);
        var fills = await IngestAsync(await SinceAsync(ours.Values, cancellation), cancellation);

        var differences = new List<BrokerDifference>();
        foreach (var order in theirs)
            await FollowAsync(order, ours, differences, cancellation);

        var listed = theirs.Select(o => o.ClientOrderId).ToHashSet();
        foreach (var order in ours.Values.Where(o => !listed.Contains(o.Id) && !sender.IsInFlight(o.Id)))
            fills += await SettleAsync(order, differences, cancellation);

        var open = await store.OpenAsync(cancellation);
        return new SweepResult(fills, open, [.. open.Where(IsUnsettled)], differences);
    }

    private bool IsUnsettled(StoredOrder order) =>
        order.Status is OrderStatus.Intended or OrderStatus.Unknown && !sender.IsInFlight(order.Id);

    private async Task<DateTimeOffset?> SinceAsync(IEnumerable<StoredOrder> open, CancellationToken cancellation)
    {
        var newest = await store.LastExecutionAsync(cancellation);
        var oldest = open.Select(o => (DateTimeOffset?)o.Intent.CreatedAt).Min();
        return (newest ?? oldest) - options.SweepOverlap;
    }

    private async Task<int> IngestAsync(DateTimeOffset? since, CancellationToken cancellation)
    {
        if (since is not { } time)
            return 0;
        var stored = 0;
        foreach (var execution in await broker.ExecutionsSinceAsync(time, cancellation))
            if (await store.ExecuteAsync(execution, cancellation))
                stored++;
        return stored;
    }

    private async Task FollowAsync(
        BrokerOrder theirs,
        Dictionary<ClientOrderId, StoredOrder> ours,
        List<BrokerDifference> differences,
        CancellationToken cancellation
    )
    {
        if (ours.TryGetValue(theirs.ClientOrderId, out var mine))
        {
            if (mine.Status != theirs.Status || mine.BrokerId != theirs.Id)
                await store.ObserveAsync(theirs, cancellation);
            return;
        }
        var stored = await store.FindAsync(theirs.ClientOrderId, cancellation);
        if (stored is null)
        {
            Report($"order:{theirs.Id}", differences, new($"order {theirs.ClientOrderId}", "none", Describe(theirs)));
            return;
        }
        if (stored.IsOpen)
        {
            await store.ObserveAsync(theirs, cancellation);
            return;
        }
        // It was given up as never arrived, or found final, and is open after all: it must not fill.
        Report(
            $"order:{theirs.Id}",
            differences,
            new($"order {stored.Id}", stored.Status.ToString(), Describe(theirs))
        );
        await broker.CancelAsync(theirs.Id, cancellation);
        Hint();
    }

    private async Task<int> SettleAsync(
        StoredOrder mine,
        List<BrokerDifference> differences,
        CancellationToken cancellation
    )
    {
        var theirs = await broker.FindAsync(mine.Id, cancellation);
        if (theirs is null)
        {
            if (mine.BrokerId is not null)
                Report($"order:{mine.Id}", differences, new($"order {mine.Id}", mine.Status.ToString(), "unknown"));
            else if (CantArriveAnyMore(mine))
                await store.NeverSentAsync(mine.Id, "The broker does not know it: it never arrived.", cancellation);
            return 0;
        }
        unknownSince.Remove(mine.Id);
        var fills = 0;
        var stored = await store.FindAsync(mine.Id, cancellation) ?? mine;
        if (theirs.FilledQuantity > stored.FilledQuantity)
        {
            fills = await IngestAsync(mine.Intent.CreatedAt - options.SweepOverlap, cancellation);
            stored = await store.FindAsync(mine.Id, cancellation) ?? mine;
        }
        // Its last fills are not listed yet: it stays open here until they are.
        if (theirs.Status.IsFinal() && theirs.FilledQuantity > stored.FilledQuantity)
            Hint();
        else
            await store.ObserveAsync(theirs, cancellation);
        return fills;
    }

    /// <summary>By the wall clock, or by a stopwatch since the broker first did not know it: the clock may have been set back.</summary>
    private bool CantArriveAnyMore(StoredOrder mine)
    {
        var limit = IOrderStore.PermitLife + options.NotArrivedGrace;
        if (!unknownSince.TryGetValue(mine.Id, out var since))
            unknownSince[mine.Id] = since = wall.GetTimestamp();
        if (wall.GetUtcNow() < mine.PermittedAt + limit && wall.GetElapsedTime(since) < limit)
            return false;
        unknownSince.Remove(mine.Id);
        return true;
    }

    private void Report(string key, List<BrokerDifference> differences, BrokerDifference difference)
    {
        if (reported.Add(key))
            differences.Add(difference);
    }

    private static string Describe(BrokerOrder o) => $"{o.Side} {o.Quantity} {o.Symbol}, {o.Status}";
}
