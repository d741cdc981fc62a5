using System.Threading.Channels;

namespace QuantFund.Infrastructure.PaperExchange;

/// <summary>
/// Tells every subscriber, each through a channel of its own: all items, or (<paramref name="latestOnly"/>) the newest
/// to a slow reader. A subscription begins when it is asked for, not when its first item is awaited.
/// </summary>
internal sealed class Broadcast<T>(bool latestOnly)
{
    private readonly Lock gate = new();
    private readonly HashSet<Channel<T>> channels = [];

    public void Tell(T item)
    {
        lock (gate)
            foreach (var channel in channels)
                channel.Writer.TryWrite(item);
    }

    public IAsyncEnumerable<T> Subscribe(CancellationToken cancellation)
    {
        var channel = latestOnly
            ? Channel.CreateBounded<T>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest })
            : Channel.CreateUnbounded<T>(new UnboundedChannelOptions { SingleReader = true });
        lock (gate)
            channels.Add(channel);
        var stopping = cancellation.Register(() => Leave(channel));
        return ReadAsync(channel, stopping, cancellation);
    }

    private async IAsyncEnumerable<T> ReadAsync(
        Channel<T> channel,
        CancellationTokenRegistration stopping,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await using (stopping)
        {
            try
            {
                await foreach (var item in channel.Reader.ReadAllAsync(cancellation))
                    yield return item;
            }
            finally
            {
                Leave(channel);
            }
        }
    }

    private void Leave(Channel<T> channel)
    {
        lock (gate)
            channels.Remove(channel);
    }
}
