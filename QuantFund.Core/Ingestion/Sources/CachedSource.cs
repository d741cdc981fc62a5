using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace QuantFund.Core.Ingestion.Sources;

/// <summary>One source as the ingestor drives it, whatever it carries.</summary>
internal interface ICachedSource
{
    string Name { get; }

    /// <summary>
    /// Starts asking when the source is due and not being asked already. False when nothing is due or under way; else
    /// <paramref name="underWay"/> ends with the answer, and never fails for the feed's sake.
    /// </summary>
    bool TryRefresh(out Task underWay, CancellationToken cancellation);

    /// <summary>When it is to be asked next, at or before <paramref name="now"/> when it is due; never for one that is off.</summary>
    DateTimeOffset DueAt(DateTimeOffset now);

    SourceStatus StatusAt(DateTimeOffset now);
}

/// <summary>
/// An answer that was good: the value, the market time that its newest datum speaks of (null = it is empty), and, where
/// its parts age on their own, until when each part is fresh.
/// </summary>
internal sealed record SourceReading<T>(
    T Value,
    DateTimeOffset? NewestAt,
    IReadOnlyDictionary<string, DateTimeOffset>? FreshUntil = null
);

/// <summary>
/// The last good values of one source. Asking it takes at most its own timeout of wall time, even where the feed ignores
/// cancellation: an answer that comes later is dropped. A failure leaves the values alone.
/// </summary>
internal sealed class CachedSource<T> : ICachedSource
    where T : class
{
    private readonly SourceRule rule;
    private readonly Ask? ask;
    private readonly Read read;
    private readonly TimeSpan timeout;
    private readonly int kept;
    private readonly SourceClocks clocks;
    private readonly Lock gate = new();

    private State state = new([], null, null, DateTimeOffset.MinValue);
    private Task asking = Task.CompletedTask;

    /// <param name="rule">When it is due and how long its value counts.</param>
    /// <param name="ask">The feed's question at a moment of market time; null = the source is off.</param>
    /// <param name="read">What an answer speaks of, given the moment it was asked at.</param>
    /// <param name="timeout">Wall time allowed to one answer.</param>
    /// <param name="kept">
    /// Readings kept: values that can be cut at a moment need 1; those that are of one moment need a few, so that a
    /// decision as of a moment just before the newest still finds one.
    /// </param>
    /// <param name="clocks">Market time, wall time and the calendar.</param>
    public CachedSource(SourceRule rule, Ask? ask, Read read, TimeSpan timeout, int kept, SourceClocks clocks)
    {
        this.rule = rule;
        this.ask = ask;
        this.read = read;
        this.timeout = timeout;
        this.kept = kept;
        this.clocks = clocks;
    }

    internal delegate Task<T> Ask(DateTimeOffset asOf, CancellationToken cancellation);

    internal delegate SourceReading<T> Read(T answer, DateTimeOffset asked);

    public string Name => rule.Name;

    /// <summary>Readings, newest first.</summary>
    public ImmutableArray<SourceReading<T>> Readings => Volatile.Read(ref state).Readings;

    public bool TryRefresh(out Task underWay, CancellationToken cancellation)
    {
        lock (gate)
        {
            var now = clocks.Market.Now;
            var busy = !asking.IsCompleted;
            var due = ask is not null && !busy && DueAt(now) <= now;
            if (due)
            {
                // From due time to due time, so that waking up late once doesn't move all that follow.
                var next = state.DueAt + rule.Every;
                Volatile.Write(ref state, state with { AskedAt = now, DueAt = next > now ? next : now + rule.Every });
                asking = AskAsync(ask!, now, cancellation);
            }

            underWay = asking;
            return busy || due;
        }
    }

    public SourceStatus StatusAt(DateTimeOffset now)
    {
        if (ask is null)
            return new SourceStatus(Name, SourceHealth.Off, null, null, null, null);

        var (readings, _, error, _) = Volatile.Read(ref state);
        var reading = readings.FirstOrDefault(r => r.NewestAt <= now) ?? readings.LastOrDefault();
        // A value that will be cut at this moment speaks of no later one.
        var asOf = reading?.NewestAt > now ? now : reading?.NewestAt;
        var overdue = Overdue(reading, now);
        var outdated =
            asOf is null
            || (
                reading?.FreshUntil is { } parts
                    ? overdue.Count * 2 > parts.Count
                    : !SourceAge.IsFresh(rule, asOf.Value, now, clocks.Calendar)
            );
        var health =
            error is not null ? SourceHealth.Failed
            : outdated ? SourceHealth.Stale
            : SourceHealth.Ok;
        var remark =
            reading is { NewestAt: null } ? "The last answer was empty."
            : overdue.Count > 0 ? $"Overdue: {string.Join(", ", overdue)}."
            : null;
        return new SourceStatus(Name, health, asOf, (now - asOf)?.TotalSeconds, error ?? remark, null)
        {
            Outdated = outdated,
        };
    }

    public DateTimeOffset DueAt(DateTimeOffset now)
    {
        if (ask is null)
            return DateTimeOffset.MaxValue;
        var (readings, asked, error, due) = Volatile.Read(ref state);
        if (asked is null)
            return now;
        if (error is not null)
            return asked.Value + rule.RetryEvery;
        if (
            rule.Cadence == SourceCadence.Always
            || readings.IsEmpty
            || readings[0].NewestAt is not { } newest
            || newest < SourceAge.NewestPossible(rule.Cadence, due > now ? due : now, clocks.Calendar)
        )
            return due;
        return SourceAge.NextPossible(due > now ? due : now);
    }

    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "Whatever a feed throws is a failed source, shown with its message."
    )]
    private async Task AskAsync(Ask question, DateTimeOffset asked, CancellationToken cancellation)
    {
        using var own = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task<T>? answer = null;
        try
        {
            answer = question(asked, own.Token);
            var value = await answer.WaitAsync(timeout, clocks.Wall, cancellation);
            var reading = read(value, asked);
            Change(s => new State([reading, .. s.Readings.Take(kept - 1)], s.AskedAt, null, s.DueAt));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The engine stops: no fault of the source, and it is due again.
            Change(s => s with { AskedAt = null, DueAt = DateTimeOffset.MinValue });
        }
        catch (TimeoutException) when (answer is { IsCompleted: false })
        {
            Change(s => s with { Error = $"No answer within {timeout.TotalSeconds:0.#} s." });
        }
        catch (Exception failure)
        {
            Change(s => s with { Error = failure.Message });
        }

        if (answer is { IsCompleted: false })
            await AbandonAsync(answer, own);
    }

    private static async Task AbandonAsync(Task<T> answer, CancellationTokenSource own)
    {
        // It may still fail; nobody is left to hear of it.
        _ = answer.ContinueWith(
            static late => late.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
        await own.CancelAsync();
    }

    private void Change(Func<State, State> change)
    {
        lock (gate)
            Volatile.Write(ref state, change(state));
    }

    private static IReadOnlyList<string> Overdue(SourceReading<T>? reading, DateTimeOffset now) =>
        reading?.FreshUntil is not { } parts
            ? []
            : [.. parts.Where(p => p.Value < now).Select(p => p.Key).Order(StringComparer.Ordinal)];

    private sealed record State(
        ImmutableArray<SourceReading<T>> Readings,
        DateTimeOffset? AskedAt,
        string? Error,
        DateTimeOffset DueAt
    );
}
