using QuantFund.Core.Domain;

namespace QuantFund.Core.Fund.Events;

/// <summary>
/// One line of the journal. <paramref name="Hash"/> = SHA-256 over sequence, times, kind, payload and the hash before:
/// changing or removing any line breaks every later one.
/// </summary>
public sealed record JournalEntry(
    long Sequence,
    DateTimeOffset Time,
    DateTimeOffset WallTime,
    string Kind,
    string Payload,
    string PreviousHash,
    string Hash
);

/// <summary>The first line that does not fit, or null when the whole chain does.</summary>
public sealed record JournalCheck(long Entries, long? FirstBroken, string? Problem);

/// <summary>Append-only, gapless, hash-chained. Entries are written by the stores, in the transaction of what they tell of.</summary>
public interface IJournal
{
    Task<long> LastSequenceAsync(CancellationToken cancellation);

    Task<IReadOnlyList<JournalEntry>> AfterAsync(long sequence, int limit, CancellationToken cancellation);

    Task<Page<JournalEntry>> PageAsync(int limit, string? cursor, CancellationToken cancellation);

    /// <summary>The newest line of one kind; null when there is none.</summary>
    Task<JournalEntry?> NewestAsync(string kind, CancellationToken cancellation);

    Task<JournalCheck> VerifyAsync(CancellationToken cancellation);

    /// <summary>A fact that no other store writes, such as a reconciliation or a ladder step.</summary>
    Task<long> AppendAsync(FundFact fact, CancellationToken cancellation);
}
