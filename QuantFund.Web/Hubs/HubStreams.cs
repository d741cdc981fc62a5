using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using QuantFund.Core.Fund.Events;
using QuantFund.Web.Replica;

namespace QuantFund.Web.Hubs;

/// <summary>
/// Carries events to each connection, in order and without a hole: what the connection missed before its subscription, or
/// between snapshot and subscription, is read from the journal. A client that takes longer than <see cref="SendWithin"/>
/// for one event is cut off, so that nothing piles up behind it; it comes back with its last sequence.
/// </summary>
public sealed partial class HubStreams(
    IFundEvents events,
    IFundReplica replica,
    IJournal journal,
    IHubContext<FundHub, IFundClient> hub,
    TimeProvider wallTime,
    ILogger<HubStreams> logger
) : IAsyncDisposable
{
    private const int JournalPage = 500;

    private static readonly TimeSpan SendWithin = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, Running> all = new(StringComparer.Ordinal);

    /// <summary>Returns once the snapshot is sent.</summary>
    public async Task StartAsync(HubCallerContext connection, HubSubscription subscription)
    {
        await StopAsync(connection.ConnectionId);
        if (replica.Current.State is not { } state)
            throw new HubException("The fund's state is not known yet. Subscribe again in a moment.");
        var client = hub.Clients.Client(connection.ConnectionId);
        var stop = CancellationTokenSource.CreateLinkedTokenSource(connection.ConnectionAborted);
        // Registered before the snapshot is sent: whatever happens from here on is heard.
        var live = events.Subscribe();
        await client.Snapshot(FundSnapshot.Of(state));
        var after = Math.Min(subscription.FromSequence ?? state.Sequence, state.Sequence);
        var pump = Task.Run(() => PumpAsync(connection, client, subscription.Streams, after, live, stop.Token));
        all[connection.ConnectionId] = new Running(stop, pump);
    }

    public async Task StopAsync(string connectionId)
    {
        if (!all.TryRemove(connectionId, out var running))
            return;
        await running.Stop.CancelAsync();
        await running.Pump;
        running.Stop.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connectionId in all.Keys)
            await StopAsync(connectionId);
    }

    private async Task PumpAsync(
        HubCallerContext connection,
        IFundClient client,
        IReadOnlySet<string> streams,
        long after,
        IFundSubscription live,
        CancellationToken cancellation
    )
    {
        using var subscription = live;
        try
        {
            var sent = await CatchUpAsync(client, streams, after, long.MaxValue, cancellation);
            await foreach (var happened in live.ReadAllAsync(cancellation))
            {
                if (happened.Journalled && happened.Sequence <= sent)
                    continue;
                if (happened.Journalled && happened.Sequence > sent + 1)
                    await CatchUpAsync(client, streams, sent, happened.Sequence - 1, cancellation);
                if (streams.Contains(happened.Stream))
                    await SendAsync(client, happened, cancellation);
                if (happened.Journalled)
                    sent = happened.Sequence;
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return;
        }
        catch (TimeoutException)
        {
            LogSlow(connection.ConnectionId);
            connection.Abort();
        }
        catch (Exception e)
        {
            LogFailure(e, connection.ConnectionId);
            connection.Abort();
        }
    }

    /// <summary>Sends the journal's entries after one sequence up to another; gives the last one looked at.</summary>
    private async Task<long> CatchUpAsync(
        IFundClient client,
        IReadOnlySet<string> streams,
        long after,
        long through,
        CancellationToken cancellation
    )
    {
        while (after < through)
        {
            var page = await journal.AfterAsync(after, JournalPage, cancellation);
            foreach (var entry in page.TakeWhile(e => e.Sequence <= through))
            {
                if (FundFacts.EventOf(entry) is { } happened && streams.Contains(happened.Stream))
                    await SendAsync(client, happened, cancellation);
                after = entry.Sequence;
            }
            if (page.Count < JournalPage)
                break;
        }
        return after;
    }

    private Task SendAsync(IFundClient client, FundEvent happened, CancellationToken cancellation) =>
        client.Event(happened).WaitAsync(SendWithin, wallTime, cancellation);

    [LoggerMessage(LogLevel.Information, "Hub client {Connection} is too slow and was cut off")]
    private partial void LogSlow(string connection);

    [LoggerMessage(LogLevel.Error, "Hub client {Connection} can't be served and was cut off")]
    private partial void LogFailure(Exception exception, string connection);

    private sealed record Running(CancellationTokenSource Stop, Task Pump);
}
