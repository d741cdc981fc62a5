using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Events;

namespace QuantFund.Testing.Fakes;

/// <summary>The journal in memory. The other stores write to it inside their own change, and publish once that is done.</summary>
public sealed class InMemoryJournal(InMemoryFund fund, FundEventBus bus, KillSwitch kill) : IJournal
{
    private readonly List<FundEvent> unpublished = [];

    /// <summary>One change of any store: rows and journal entries together, the events when it is committed.</summary>
    internal T Change<T>(Func<T> change)
    {
        T result;
        List<FundEvent> committed;
        kill.Point();
        lock (fund.Sync)
        {
            result = change();
            committed = [.. unpublished];
            unpublished.Clear();
        }
        kill.Point();
        foreach (var happened in committed)
            bus.Publish(happened);
        return result;
    }

    /// <summary>Part of a change.</summary>
    internal long Record(FundFact fact)
    {
        var sequence = fund.Journal.Count + 1L;
        var (_, kind, _) = FundFacts.Describe(fact);
        var payload = JsonSerializer.Serialize(fact, fact.GetType(), FundJson.Options);
        var before = fund.Journal.Count == 0 ? "" : fund.Journal[^1].Hash;
        var (time, wallTime) = (fund.Market.Now, fund.Wall.GetUtcNow());
        fund.Journal.Add(
            new JournalEntry(
                sequence,
                time,
                wallTime,
                kind,
                payload,
                before,
                HashOf(sequence, time, wallTime, kind, payload, before)
            )
        );
        fund.Facts.Add(fact);
        unpublished.Add(fact.At(sequence, time));
        return sequence;
    }

    public Task<long> LastSequenceAsync(CancellationToken cancellation)
    {
        kill.Alive();
        lock (fund.Sync)
            return Task.FromResult((long)fund.Journal.Count);
    }

    public Task<IReadOnlyList<JournalEntry>> AfterAsync(long sequence, int limit, CancellationToken cancellation)
    {
        kill.Alive();
        lock (fund.Sync)
            return Task.FromResult<IReadOnlyList<JournalEntry>>([.. fund.Journal.Skip((int)sequence).Take(limit)]);
    }

    public Task<Page<JournalEntry>> PageAsync(int limit, string? cursor, CancellationToken cancellation)
    {
        kill.Alive();
        lock (fund.Sync)
            return Task.FromResult(Paging.NewestFirst(fund.Journal, e => e.Sequence, PageCursor.Before(cursor), limit));
    }

    public Task<JournalEntry?> NewestAsync(string kind, CancellationToken cancellation)
    {
        kill.Alive();
        lock (fund.Sync)
            return Task.FromResult(fund.Journal.LastOrDefault(e => e.Kind == kind));
    }

    public Task<JournalCheck> VerifyAsync(CancellationToken cancellation)
    {
        kill.Alive();
        lock (fund.Sync)
        {
            var before = "";
            foreach (var e in fund.Journal)
            {
                if (
                    e.PreviousHash != before
                    || e.Hash != HashOf(e.Sequence, e.Time, e.WallTime, e.Kind, e.Payload, before)
                )
                    return Task.FromResult(
                        new JournalCheck(fund.Journal.Count, e.Sequence, "The hash does not fit the line.")
                    );
                before = e.Hash;
            }
            return Task.FromResult(new JournalCheck(fund.Journal.Count, null, null));
        }
    }

    public Task<long> AppendAsync(FundFact fact, CancellationToken cancellation) =>
        Task.FromResult(Change(() => Record(fact)));

    private static string HashOf(
        long sequence,
        DateTimeOffset time,
        DateTimeOffset wallTime,
        string kind,
        string payload,
        string before
    ) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{sequence}|{time.UtcTicks}|{wallTime.UtcTicks}|{kind}|{payload}|{before}"
                    )
                )
            )
        );
}
