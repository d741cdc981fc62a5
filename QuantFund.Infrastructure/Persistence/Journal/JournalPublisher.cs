using System.Text.Json;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using QuantFund.Core.Fund.Events;
using QuantFund.Infrastructure.Persistence.Rows;

namespace QuantFund.Infrastructure.Persistence.Journal;

/// <summary>
/// The one way from the journal to the fund's events: every entry, whichever process wrote it, in order and once. What
/// this process committed goes out at once when it is next in line; anything else is read from the journal.
/// </summary>
internal sealed partial class JournalPublisher(
    IFundDatabase database,
    TimeProvider wall,
    ILogger<JournalPublisher> log,
    IFundEvents? events = null
) : IAsyncDisposable
{
    private const int Batch = 500;

    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private readonly Lock order = new();
    private readonly Queue<FundEvent> outbox = [];
    private readonly CancellationTokenSource stopping = new();
    private readonly Channel<bool> calls = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    /// <summary>The last sequence that was published, or waits in the outbox to be.</summary>
    private long? taken;

    /// <summary>The last sequence of the commit that this process is in the middle of.</summary>
    private long committing;
    private bool publishing;
    private Task? running;

    /// <summary>Everything after the present end of the journal is published from here on.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        if (running is not null)
            return;
        var last = await LastAsync(cancellation);
        lock (order)
            taken ??= last;
        // Ticks carry the sequence of the last journalled event, from before this process's first one on.
        (events as FundEventBus)?.StartAt(last);
        // The listener calls once it listens, so that nothing written between these two lines is missed.
        running = Task.WhenAll(database.ListenAsync(Call, stopping.Token), CatchUpAsync(stopping.Token));
    }

    /// <summary>This process begins to commit up to this sequence: word of it from the database is no news.</summary>
    public void Committing(long through)
    {
        lock (order)
            committing = through;
    }

    /// <summary>The commit ended in an error, and may have happened all the same: the journal knows.</summary>
    public void Doubted()
    {
        Committing(0);
        Call();
    }

    /// <summary>
    /// What this process has just committed, told while it still holds the writer's lock, so that it comes in order.
    /// Never waits and never fails: where another process wrote in between, the journal is read.
    /// </summary>
    public void Committed(IReadOnlyList<FundEvent> happened)
    {
        lock (order)
        {
            taken ??= happened[0].Sequence - 1;
            foreach (var one in happened)
                Take(one.Sequence, one);
            if (taken >= happened[^1].Sequence)
                return;
        }
        Call();
    }

    /// <summary>
    /// Publishes what waits. One caller at a time does it; a subscriber that writes from inside of a publication finds
    /// it being done, and its own event goes out after the one that it reacts to.
    /// </summary>
    public void Publish()
    {
        lock (order)
        {
            if (publishing)
                return;
            publishing = true;
        }
        while (true)
        {
            FundEvent? next;
            lock (order)
            {
                if (!outbox.TryDequeue(out next))
                {
                    publishing = false;
                    return;
                }
            }
            try
            {
                events?.Publish(next);
            }
            catch (Exception e)
            {
                // What happened is committed: whoever wrote it must not hear that it failed.
                NotHeard(e, next.Sequence);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        if (running is not null)
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }

    private void Call(long? written = null)
    {
        lock (order)
        {
            if (written <= taken || written <= committing)
                return;
        }
        calls.Writer.TryWrite(true);
    }

    private async Task CatchUpAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await calls.Reader.ReadAsync(cancellation);
            try
            {
                while (await PublishNextAsync(cancellation) == Batch) { }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Whatever ails the database, the next look starts where this one ended.
                ReadFailed(e);
                await Task.Delay(Again, wall, cancellation);
                Call();
            }
        }
    }

    private async Task<int> PublishNextAsync(CancellationToken cancellation)
    {
        long after;
        lock (order)
            after = taken ?? 0;
        await using var db = database.CreateDbContext();
        var rows = await db
            .Journal.AsNoTracking()
            .Where(j => j.Sequence > after)
            .OrderBy(j => j.Sequence)
            .Take(Batch)
            .ToListAsync(cancellation);
        var read = rows.ConvertAll(row => (row.Sequence, Event: EventOf(row)));
        lock (order)
        {
            foreach (var (sequence, happened) in read)
                Take(sequence, happened);
        }
        Publish();
        return rows.Count;
    }

    /// <summary>Under the lock. An entry that came by the other way before is passed over.</summary>
    private void Take(long sequence, FundEvent? happened)
    {
        if (sequence != taken + 1)
            return;
        taken = sequence;
        if (happened is not null)
            outbox.Enqueue(happened);
    }

    private async Task<long> LastAsync(CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        return await db.Journal.MaxAsync(j => (long?)j.Sequence, cancellation) ?? 0;
    }

    /// <summary>Null for a kind that a newer version wrote: its readers see the gap and take a new snapshot.</summary>
    private FundEvent? EventOf(JournalRow row)
    {
        try
        {
            return FundFacts.EventOf(row.Sequence, row.Time, row.Kind, row.Payload);
        }
        catch (JsonException e)
        {
            Unreadable(e, row.Sequence);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A subscriber did not take event {Sequence}.")]
    private partial void NotHeard(Exception e, long sequence);

    [LoggerMessage(Level = LogLevel.Error, Message = "The journal could not be read for publishing.")]
    private partial void ReadFailed(Exception e);

    [LoggerMessage(Level = LogLevel.Error, Message = "Line {Sequence} of the journal cannot be read as an event.")]
    private partial void Unreadable(Exception e, long sequence);
}
