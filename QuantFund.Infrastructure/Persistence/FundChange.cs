using System.Text.Json;
using QuantFund.Core.Fund.Events;
using QuantFund.Infrastructure.Persistence.Journal;
using QuantFund.Infrastructure.Persistence.Rows;

namespace QuantFund.Infrastructure.Persistence;

/// <summary>One change under the writer's lock: the rows it touches and what the journal says of it.</summary>
/// <param name="db">The context of the transaction.</param>
/// <param name="now">Market time, the same for all of the change.</param>
/// <param name="wallNow">Wall time, read after the lock was had.</param>
/// <param name="last">The journal's last sequence.</param>
/// <param name="lastHash">And its hash.</param>
internal sealed class FundChange(
    FundDbContext db,
    DateTimeOffset now,
    DateTimeOffset wallNow,
    long last,
    string lastHash
)
{
    private readonly List<FundEvent> happened = [];
    private long sequence = last;
    private string hash = lastHash;

    public FundDbContext Db { get; } = db;

    public DateTimeOffset Now { get; } = now;

    public DateTimeOffset WallNow { get; } = wallNow;

    public IReadOnlyList<FundEvent> Happened => happened;

    /// <summary>Adds the next line to the journal and gives its sequence.</summary>
    public long Record(FundFact fact)
    {
        var entry = fact.At(++sequence, Now);
        if (!entry.Journalled)
            throw new ArgumentException($"{entry.Kind} is a tick: it has no place in the journal.", nameof(fact));
        var payload = JsonSerializer.Serialize(fact, fact.GetType(), FundJson.Options);
        var previous = hash;
        hash = JournalChain.HashOf(sequence, Now, WallNow, entry.Kind, previous, payload);
        Db.Journal.Add(
            new JournalRow
            {
                Sequence = sequence,
                Time = Now,
                WallTime = WallNow,
                Kind = entry.Kind,
                Payload = payload,
                PreviousHash = previous,
                Hash = hash,
            }
        );
        happened.Add(entry);
        return sequence;
    }
}
