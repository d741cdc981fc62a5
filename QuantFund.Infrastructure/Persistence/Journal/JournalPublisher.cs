using System.Text.Json;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using QuantFund.Core.Live;
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
    private readonly CancellationTokenSource stopping = new();
    private readonly Channel<bool> calls = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private long? published;
    private Task? running;

    /// <summary>Everything after the present end of the journal is published from here on.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        if (running is not null)
            return;
        var last = await LastAsync(cancellation);
        lock (order)
            published ??= last;
        // The listener calls once it listens, so that nothing written between these two lines is missed.
        running = Task.WhenAll(database.ListenAsync(Call, stopping.Token), CatchUpAsync(stopping.Token));
    }

    /// <summary>What this process has just committed. Never waits and never fails: a gap is filled from the journal.</summary>
    public void Committed(IReadOnlyList<FundEvent> happened)
    {
        lock (order)
        {
            published ??= happened[0].Sequence - 1;
            if (happened[0].Sequence <= published + 1)
            {
                foreach (var one in happened)
                    Publish(one.Sequence, one);
                return;
            }
        }
        Call();
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        if (running is not null)
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }

    private void Call() => calls.Writer.TryWrite(true);

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
            after = published ?? 0;
        await using var db = database.CreateDbContext();
        var rows = await db
            .Journal.AsNoTracking()
            .Where(j => j.Sequence > after)
            .OrderBy(j => j.Sequence)
            .Take(Batch)
            .ToListAsync(cancellation);
        lock (order)
        {
            foreach (var row in rows)
                Publish(row.Sequence, EventOf(row));
        }
        return rows.Count;
    }

    /// <summary>Under the lock. An entry that another path has published already is passed over.</summary>
    private void Publish(long sequence, FundEvent? happened)
    {
        if (sequence != published + 1)
            return;
        published = sequence;
        if (happened is not null)
            events?.Publish(happened);
    }

    private async Task<long> LastAsync(CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        return await db.Journal.MaxAsync(j => (long?)j.Sequence, cancellation) ?? 0;
    }

    /// <summary>Null for a kind that a newer version wrote: its readers see the gap and take a new snapshot.</summary>
    private FundEvent? EventOf(JournalRow row)
    {
        if (FundFacts.TypeOf(row.Kind) is not { } type)
            return null;
        try
        {
            var fact = (FundFact?)JsonSerializer.Deserialize(row.Payload, type, FundJson.Options);
            return fact?.At(row.Sequence, row.Time);
        }
        catch (JsonException e)
        {
            Unreadable(e, row.Sequence);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The journal could not be read for publishing.")]
    private partial void ReadFailed(Exception e);

    [LoggerMessage(Level = LogLevel.Error, Message = "Line {Sequence} of the journal cannot be read as an event.")]
    private partial void Unreadable(Exception e, long sequence);
}
