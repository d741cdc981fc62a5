namespace QuantFund.Core.Fund.Commands;

/// <summary>An answer as it is given again to a repeated request.</summary>
public sealed record StoredAnswer(int Status, string? ContentType, string? Location, string Body);

public abstract record IdempotencyAnswer
{
    private IdempotencyAnswer() { }

    /// <summary>The request is this caller's to carry out now.</summary>
    public sealed record Claimed : IdempotencyAnswer;

    /// <summary>It was carried out before.</summary>
    public sealed record Answered(StoredAnswer Answer) : IdempotencyAnswer;

    /// <summary>Another request with the key is being carried out, or was when its process stopped.</summary>
    public sealed record InProgress(DateTimeOffset Since) : IdempotencyAnswer;

    /// <summary>The key was used for another request.</summary>
    public sealed record OtherRequest : IdempotencyAnswer;
}

/// <summary>
/// Requests that carry an Idempotency-Key, for 24 hours of wall time; survives a restart. A key belongs to its
/// <c>caller</c>; <c>fingerprint</c> is a hash of method, path and body.
/// </summary>
public interface IIdempotencyStore
{
    static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>Takes the key for one request; of any number at once, exactly one is given <see cref="IdempotencyAnswer.Claimed"/>.</summary>
    Task<IdempotencyAnswer> ClaimAsync(string caller, string key, string fingerprint, CancellationToken cancellation);

    Task CompleteAsync(string caller, string key, StoredAnswer answer, CancellationToken cancellation);

    /// <summary>Nothing was carried out: the key is free again.</summary>
    Task ReleaseAsync(string caller, string key, CancellationToken cancellation);
}
