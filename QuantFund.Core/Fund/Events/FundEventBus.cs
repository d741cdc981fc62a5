using System.Runtime.CompilerServices;

namespace QuantFund.Core.Fund.Events;

/// <summary>
/// Hands every event to every subscriber through a queue of its own: journalled events all of them, of ticks of one kind
/// the latest. Publishing never waits for a reader.
/// </summary>
/// <param name="inline">
/// True runs a waiting reader on the publisher's thread: for tests that see everything in one thread. Never in a host.
/// </param>
public sealed class FundEventBus(bool inline = false) : IFundEvents
{
    private readonly Lock sync = new();
    private readonly List<Subscription> subscribers = [];
    private long lastSequence;

    /// <summary>Of the newest journalled event that went through here; ticks carry it.</summary>
    public long LastSequence => Volatile.Read(ref lastSequence);

    /// <summary>Where the journal stands when the process starts.</summary>
    public void StartAt(long sequence)
    {
        lock (sync)
            lastSequence = Math.Max(lastSequence, sequence);
    }

    public void Publish(FundEvent happened)
    {
        Subscription[] wake;
        lock (sync)
        {
            if (happened.Journalled)
                lastSequence = Math.Max(lastSequence, happened.Sequence);
            foreach (var subscriber in subscribers)
                subscriber.Add(happened);
            wake = [.. subscribers];
        }
        foreach (var subscriber in wake)
            subscriber.Wake();
    }

    /// <summary>A tick: not journalled, and only worth its latest.</summary>
    public void Tick(FundFact fact, DateTimeOffset time) => Publish(fact.At(LastSequence, time));

    public IFundSubscription Subscribe()
    {
        var subscription = new Subscription(this);
        lock (sync)
            subscribers.Add(subscription);
        return subscription;
    }

    private sealed class Subscription(FundEventBus bus) : IFundSubscription
    {
        private readonly Lock own = new();
        private readonly LinkedList<FundEvent> queue = new();
        private readonly Dictionary<string, LinkedListNode<FundEvent>> ticks = new(StringComparer.Ordinal);
        private TaskCompletionSource? waiting;
        private bool disposed;

        public void Add(FundEvent happened)
        {
            lock (own)
            {
                if (disposed)
                    return;
                if (!happened.Journalled && ticks.Remove(TickOf(happened), out var older))
                    queue.Remove(older);
                var node = queue.AddLast(happened);
                if (!happened.Journalled)
                    ticks[TickOf(happened)] = node;
            }
        }

        public void Wake()
        {
            TaskCompletionSource? reader;
            lock (own)
                (reader, waiting) = (waiting, null);
            reader?.TrySetResult();
        }

        public async IAsyncEnumerable<FundEvent> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellation)
        {
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                Task? next = null;
                FundEvent? happened = null;
                lock (own)
                {
                    if (disposed)
                        yield break;
                    if (queue.First is { } first)
                    {
                        happened = first.Value;
                        queue.RemoveFirst();
                        if (!happened.Journalled)
                            ticks.Remove(TickOf(happened));
                    }
                    else
                    {
                        waiting ??= bus.NewWait();
                        next = waiting.Task;
                    }
                }
                if (happened is not null)
                    yield return happened;
                else
                    await next!.WaitAsync(cancellation);
            }
        }

        /// <summary>What a later tick makes worthless: the kind, and of phases the same phase only.</summary>
        private static string TickOf(FundEvent tick) =>
            tick.Data is FundFact.PhaseMoved { Phase: var phase }
                ? $"{tick.Kind} {phase.CycleId} {phase.Phase}"
                : tick.Kind;

        public void Dispose()
        {
            lock (bus.sync)
                bus.subscribers.Remove(this);
            lock (own)
                disposed = true;
            Wake();
        }
    }

    private TaskCompletionSource NewWait() =>
        new(inline ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously);
}
