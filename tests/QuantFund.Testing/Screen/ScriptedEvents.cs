using System.Threading.Channels;
using QuantFund.Core.Fund.Events;

namespace QuantFund.Testing.Screen;

/// <summary>Events as a test writes them, to any number of subscribers.</summary>
public sealed class ScriptedEvents : IFundEvents
{
    private readonly Lock gate = new();
    private readonly List<Subscription> subscriptions = [];

    public int Subscribers
    {
        get
        {
            lock (gate)
                return subscriptions.Count;
        }
    }

    public void Publish(FundEvent happened)
    {
        lock (gate)
        {
            foreach (var subscription in subscriptions)
                subscription.Channel.Writer.TryWrite(happened);
        }
    }

    public IFundSubscription Subscribe()
    {
        var subscription = new Subscription(this);
        lock (gate)
            subscriptions.Add(subscription);
        return subscription;
    }

    private sealed class Subscription(ScriptedEvents events) : IFundSubscription
    {
        public Channel<FundEvent> Channel { get; } = System.Threading.Channels.Channel.CreateUnbounded<FundEvent>();

        public IAsyncEnumerable<FundEvent> ReadAllAsync(CancellationToken cancellation) =>
            Channel.Reader.ReadAllAsync(cancellation);

        public void Dispose()
        {
            lock (events.gate)
                events.subscriptions.Remove(this);
        }
    }
}
