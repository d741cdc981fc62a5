using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Execution.PreTrade;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.State;

namespace QuantFund.Core.Fund.Commands;

/// <summary>What a halt came to: the state as committed, and the orders that left while it was being carried out.</summary>
public sealed record HaltDone(StoredTradingState State, int OrdersLeft)
{
    /// <param name="open">Orders still open at the broker.</param>
    public HaltReport Report(int open) => new(State.State, State.Since, OrdersLeft, open, State.Reason);
}

/// <summary>
/// The halt. Commits the state, then returns only when every permit granted before it has been answered or is void: no
/// order leaves afterwards. Works from any process, since it needs the stores alone; an engine's answers are heard as
/// events, and a dead engine's permits are void after <see cref="IOrderStore.PermitLife"/>.
/// </summary>
/// <remarks>
/// With <paramref name="heard"/>, as in a process that sends orders, nothing is sent from the moment that the halt is
/// heard, whatever becomes of the store; and the state is stored again and again until it is.
/// </remarks>
public sealed class Halting(
    ITradingStateStore states,
    IOrderStore orders,
    IFundEvents events,
    TimeProvider wall,
    HeardHalt? heard = null
) : IDisposable
{
    /// <summary>A sender writes down what became of a permit right after its end; this long it is given to do so.</summary>
    public static readonly TimeSpan LastWord = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// What a store that does not take the halt is waited for. By then every permit of this process is void, so that its
    /// silence can be promised.
    /// </summary>
    public static readonly TimeSpan AnswerWithin = IOrderStore.PermitLife + LastWord;

    private static readonly TimeSpan StoreAgain = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource disposed = new();

    /// <summary>A halt is never refused for its reason: what can't be stored of it is replaced.</summary>
    public static string Mended(string? reason) =>
        OutsideText.Mended(reason, OutsideText.MostReason, "No reason was given.");

    /// <param name="reason">Why, in the operator's words.</param>
    /// <param name="by">Who halts.</param>
    /// <param name="cancellation">Heard before the state is committed only: a halt once begun is carried out.</param>
    /// <exception cref="HaltNotStoredException">The store can't take it now. It is tried again until it does.</exception>
    public async Task<HaltDone> HaltAsync(string reason, string by, CancellationToken cancellation)
    {
        using var news = events.Subscribe();
        return await CarryOutAsync(await StoredAsync(Mended(reason), by, cancellation), news);
    }

    public void Dispose()
    {
        disposed.Cancel();
        disposed.Dispose();
    }

    private async Task<CommittedHalt> StoredAsync(string reason, string by, CancellationToken cancellation)
    {
        if (heard is null)
            return await states.HaltAsync(reason, by, cancellation);
        heard.Hear($"{reason} ({by}; not stored yet)");
        var storing = StoreUntilItIsAsync(heard, reason, by, disposed.Token);
        try
        {
            return await storing.WaitAsync(AnswerWithin, wall, CancellationToken.None);
        }
        catch (TimeoutException e)
        {
            throw new HaltNotStoredException(
                "The fund's store can't be written, so the halt is not stored yet. This process sends no order from now on, "
                    + "and stores the halt as soon as the store takes it; another host, or this one after a restart, does "
                    + "not know of it before.",
                e
            );
        }
    }

    private async Task<CommittedHalt> StoreUntilItIsAsync(
        HeardHalt halt,
        string reason,
        string by,
        CancellationToken stop
    )
    {
        while (true)
        {
            try
            {
                var stored = await states.HaltAsync(reason, by, CancellationToken.None);
                halt.Stored();
                return stored;
            }
            catch (Exception) when (!stop.IsCancellationRequested)
            {
                // Whatever ails the store: whoever asked is told that it is not stored, and it is tried again.
                await Task.Delay(StoreAgain, wall, stop);
            }
        }
    }

    private async Task<HaltDone> CarryOutAsync(CommittedHalt halt, IFundSubscription news)
    {
        var waiting = halt.OutstandingPermits.ToHashSet();
        if (waiting.Count == 0)
            return new HaltDone(halt.State, 0);

        var left = 0;
        var committed = wall.GetTimestamp();
        await EventWait.UntilAsync(
            news,
            _ => true,
            async _ =>
            {
                var wait = TimeSpan.Zero;
                foreach (var id in waiting.ToList())
                {
                    var order = await orders.FindAsync(id, CancellationToken.None);
                    var rest = order is null ? TimeSpan.Zero : RestOfPermit(order, committed);
                    if (rest <= TimeSpan.Zero)
                    {
                        waiting.Remove(id);
                        left += order is null || NeverLeft(order) ? 0 : 1;
                    }
                    wait = rest > wait ? rest : wait;
                }
                return waiting.Count == 0 ? null : wait;
            },
            wall,
            CancellationToken.None
        );
        return new HaltDone(halt.State, left);
    }

    /// <summary>
    /// How long the order's permit can still be used or accounted for; zero once it is answered. Granted before the halt
    /// was committed, it can't outlast that by more than its life, whatever the wall clock is set to meanwhile.
    /// </summary>
    private TimeSpan RestOfPermit(StoredOrder order, long committed)
    {
        if (order.AnsweredAt is not null || order.Status != OrderStatus.Intended)
            return TimeSpan.Zero;
        var byClock = order.PermittedAt + IOrderStore.PermitLife + LastWord - wall.GetUtcNow();
        var byWatch = IOrderStore.PermitLife + LastWord - wall.GetElapsedTime(committed);
        return byClock < byWatch ? byClock : byWatch;
    }

    /// <summary>Proved not to have left. A permit that nobody answered for may have been used by a process that died: it counts.</summary>
    private static bool NeverLeft(StoredOrder order) =>
        order is { Status: OrderStatus.Cancelled, BrokerId: null, FilledQuantity: 0m };
}
