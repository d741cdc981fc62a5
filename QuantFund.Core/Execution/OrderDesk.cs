using QuantFund.Core.Costs;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Ledger;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Ingestion;

namespace QuantFund.Core.Execution;

/// <summary>
/// Phase H. Works every order of a plan at the same time, one order a name at a time: limit, priced anew at 10 s and
/// 20 s, at 30 s the rest as a market order, each only after the cancel of the one before is confirmed. Everything
/// happens in <see cref="TrackAsync"/>, which the market's heartbeat and the broker's events call.
/// </summary>
public sealed class OrderDesk(
    IBroker broker,
    IOrderStore store,
    ILedger ledger,
    OrderAttempts attempts,
    OrderTracker tracker,
    DeskFacts facts,
    ExecutionOptions options,
    MarketTime market
) : IOrderDesk
{
    private readonly AsyncGate gate = new();
    private readonly List<WorkedOrder> works = [];
    private readonly List<WorkBatch> batches = [];

    public async Task<Submission> SubmitAsync(
        TradePlan plan,
        IReadOnlySet<Symbol> excluded,
        CancellationToken cancellation
    )
    {
        var book =
            await ledger.ReadAsync(cancellation)
            ?? throw new InvalidOperationException("A plan can't be sent before the fund has a ledger.");
        var held = book.Positions.ToDictionary(p => p.Position.Symbol, p => p.Position.Quantity);
        var ends = market.Now + options.PlanLife;
        return await WorkAsync(
            [.. ParentOrders.Of(plan, excluded, held).Select(p => p with { PlanEnds = ends })],
            cancellation
        );
    }

    /// <summary>
    /// Works orders of any origin to their end, reductions sent first. They belong to whoever waits here: when that wait
    /// ends in any other way than theirs, they are given up, and what is out is cancelled by later steps.
    /// </summary>
    public async Task<Submission> WorkAsync(IReadOnlyList<ParentOrder> parents, CancellationToken cancellation)
    {
        var batch = new WorkBatch([.. parents.Select(p => new WorkedOrder(p, options))]);
        try
        {
            using (await gate.EnterAsync())
            {
                cancellation.ThrowIfCancellationRequested();
                works.AddRange(batch.Works);
                lock (batches)
                    batches.Add(batch);
                await AdvanceAsync(cancellation);
            }
            CompleteBatches();
            return await batch.Done.WaitAsync(cancellation);
        }
        catch (Exception e)
        {
            batch.Abandon(
                e is OperationCanceledException
                    ? "What asked for it was stopped before it was sent."
                    : $"What asked for it failed before it was sent: {e.Message}"
            );
            throw;
        }
    }

    /// <summary>
    /// Nothing that is being worked now sends anything more, from this moment on; later steps cancel what is out. Needs
    /// neither store nor broker, so that it works while both are away.
    /// </summary>
    public void GiveUp(string reason)
    {
        lock (batches)
            foreach (var batch in batches)
                batch.Abandon(reason);
    }

    /// <summary>Something may have changed at the broker: the next <see cref="TrackAsync"/> asks it.</summary>
    public void Hint() => tracker.Hint();

    /// <summary>One step: follow the broker where that is due, then move every order on. Null when no sweep was due.</summary>
    public async Task<SweepResult?> TrackAsync(CancellationToken cancellation)
    {
        SweepResult? swept = null;
        using (await gate.EnterAsync())
        {
            if (tracker.IsDue)
                swept = await tracker.SweepAsync(cancellation);
            await AdvanceAsync(cancellation);
        }
        CompleteBatches();
        return swept;
    }

    /// <summary>Compares orders with the broker now.</summary>
    public async Task<SweepResult> SweepAsync(CancellationToken cancellation)
    {
        SweepResult swept;
        using (await gate.EnterAsync())
        {
            swept = await tracker.SweepAsync(cancellation);
            await AdvanceAsync(cancellation);
        }
        CompleteBatches();
        return swept;
    }

    /// <summary>
    /// Gives up every order being worked and asks the broker to cancel all that is open; gives how many were asked for.
    /// The cancels are confirmed by later steps.
    /// </summary>
    public async Task<int> CancelAllAsync(string reason, CancellationToken cancellation)
    {
        var asked = 0;
        using (await gate.EnterAsync())
        {
            foreach (var work in works)
                work.Abandon(reason);
            foreach (var order in await store.OpenAsync(cancellation))
                if (order.BrokerId is { } id)
                {
                    await broker.CancelAsync(id, cancellation);
                    asked++;
                    works.Find(w => w.Current == order.Id)?.CancelAsked(market.Now);
                }
            tracker.Hint();
            await AdvanceAsync(cancellation);
        }
        CompleteBatches();
        return asked;
    }

    private async Task AdvanceAsync(CancellationToken cancellation)
    {
        // A work that ends may let another begin, and a confirmed cancel lets the next attempt go: both at once.
        while (works.Count > 0 && await RoundAsync(cancellation)) { }
        works.RemoveAll(w => w.Finished);
    }

    private async Task<bool> RoundAsync(CancellationToken cancellation)
    {
        var open = (await store.OpenAsync(cancellation)).ToDictionary(o => o.Id);
        var said = facts.Broker();
        var moved = false;
        // Reductions are sent, and answered, before anything that adds risk.
        foreach (
            var group in works
                .Where(w => !w.Finished)
                .GroupBy(w => w.Parent.Reduces ? 0 : 1)
                .OrderBy(g => g.Key)
                .ToList()
        )
        {
            using var round = new DeskRound(open, said, options.Parallel);
            var steps = await Task.WhenAll(group.Select(w => StepAsync(w, round, cancellation)));
            moved |= steps.Any(step => step);
        }
        return moved;
    }

    private async Task<bool> StepAsync(WorkedOrder work, DeskRound round, CancellationToken cancellation)
    {
        await round.Room.WaitAsync(cancellation);
        try
        {
            // What failed for one order is likely to fail for all, and whoever asked for them hears of it: none follows.
            if (round.Failed)
                return false;
            var current = await CurrentAsync(work, round.Open, cancellation);
            if (current is null)
                work.NeverPermitted();
            if (current is { IsOpen: false })
            {
                work.Conclude(current);
                current = null;
            }
            var now = market.Now;
            switch (work.Next(now, current, Before(work), facts.Session is not null))
            {
                case WorkStep.Send:
                    await attempts.SendAsync(work, round.Said, cancellation);
                    return true;
                case WorkStep.Cancel:
                    work.CancelAsked(now);
                    await broker.CancelAsync(current!.BrokerId!.Value, cancellation);
                    tracker.Hint();
                    return false;
                case WorkStep.Finish:
                    work.Finish(Before(work));
                    return true;
                default:
                    return false;
            }
        }
        catch
        {
            round.Failed = true;
            throw;
        }
        finally
        {
            round.Room.Release();
        }
    }

    private async Task<StoredOrder?> CurrentAsync(
        WorkedOrder work,
        Dictionary<ClientOrderId, StoredOrder> open,
        CancellationToken cancellation
    )
    {
        if (work.Current is not { } id)
            return null;
        return open.TryGetValue(id, out var order) ? order : await store.FindAsync(id, cancellation);
    }

    private WorkedOrder? Before(WorkedOrder work) =>
        work.Parent.AfterSlice is { } slice
            ? works.Find(w =>
                w.Parent.Slice == slice
                && w.Parent.Symbol == work.Parent.Symbol
                && string.Equals(w.Parent.OriginId, work.Parent.OriginId, StringComparison.Ordinal)
            )
            : null;

    /// <summary>Outside the gate, since whoever waits for a batch goes on in this thread and may come back for more.</summary>
    private void CompleteBatches()
    {
        List<WorkBatch> done;
        lock (batches)
        {
            done = batches.FindAll(b => b.Works.All(w => w.Finished));
            batches.RemoveAll(done.Contains);
        }
        foreach (var batch in done)
            batch.Complete();
    }
}
