using QuantFund.Core.Domain;
using QuantFund.Core.Execution;

namespace QuantFund.Core.Live;

/// <summary>What a halt came to: the state as committed, and the orders that left while it was being carried out.</summary>
public sealed record HaltDone(StoredTradingState State, int OrdersLeft);

/// <summary>
/// The halt. Commits the state, then returns only when every permit granted before it has been answered or is void: no
/// order leaves afterwards. Works from any process, since it needs the stores alone; an engine's answers are heard as
/// events, and a dead engine's permits are void after <see cref="IOrderStore.PermitLife"/>.
/// </summary>
public sealed class Halting(ITradingStateStore states, IOrderStore orders, IFundEvents events, TimeProvider wall)
{
    /// <summary>A sender writes down what became of a permit right after its end; this long it is given to do so.</summary>
    public static readonly TimeSpan LastWord = TimeSpan.FromMilliseconds(500);

    /// <param name="reason">Why, in the operator's words.</param>
    /// <param name="by">Who halts.</param>
    /// <param name="cancellation">Heard before the state is committed only: a halt once begun is carried out.</param>
    public async Task<HaltDone> HaltAsync(string reason, string by, CancellationToken cancellation)
    {
        using var heard = events.Subscribe();
        var halt = await states.HaltAsync(reason, by, cancellation);
        var waiting = halt.OutstandingPermits.ToHashSet();
        if (waiting.Count == 0)
            return new HaltDone(halt.State, 0);

        var left = 0;
        using var over = new CancellationTokenSource();
        await using var news = heard.ReadAllAsync(over.Token).GetAsyncEnumerator(CancellationToken.None);
        Task? next = null;
        while (true)
        {
            var wait = TimeSpan.Zero;
            foreach (var id in waiting.ToList())
            {
                var order = await orders.FindAsync(id, CancellationToken.None);
                var rest = order is null ? TimeSpan.Zero : RestOfPermit(order);
                if (rest <= TimeSpan.Zero)
                {
                    waiting.Remove(id);
                    left += order is null || NeverLeft(order) ? 0 : 1;
                }
                wait = rest > wait ? rest : wait;
            }
            if (waiting.Count == 0)
                break;
            next ??= news.MoveNextAsync().AsTask();
            await Task.WhenAny(next, Task.Delay(wait, wall, over.Token));
            if (next.IsCompleted)
                next = null;
        }
        await over.CancelAsync();
        if (next is not null)
            await next.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return new HaltDone(halt.State, left);
    }

    /// <summary>How long the order's permit can still be used or accounted for; zero once it is answered.</summary>
    private TimeSpan RestOfPermit(StoredOrder order) =>
        order.AnsweredAt is not null || order.Status != OrderStatus.Intended
            ? TimeSpan.Zero
            : order.PermittedAt + IOrderStore.PermitLife + LastWord - wall.GetUtcNow();

    /// <summary>Proved not to have left. A permit that nobody answered for may have been used by a process that died: it counts.</summary>
    private static bool NeverLeft(StoredOrder order) =>
        order is { Status: OrderStatus.Cancelled, BrokerId: null, FilledQuantity: 0m };
}
