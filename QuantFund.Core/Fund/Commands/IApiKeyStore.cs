using QuantFund.Core.Domain;

namespace QuantFund.Core.Fund.Commands;

/// <summary>What a caller may do. <see cref="Admin"/> includes every other scope; no other scope includes another.</summary>
public enum ApiScope
{
    Read,
    Trade,
    Approve,
    Halt,
    Admin,
}

/// <summary>
/// A key of the REST interface as it is stored: never the secret, only the SHA-256 of it in small hex. Times are wall
/// time; null expiry = until revoked.
/// </summary>
public sealed record ApiKey(
    string Id,
    string Name,
    IReadOnlyList<ApiScope> Scopes,
    string SecretHash,
    string IssuedBy,
    DateTimeOffset IssuedAt,
    DateTimeOffset? ExpiresAt
);

/// <summary>The issued keys. Issuing and revoking are journalled in the transaction that writes them.</summary>
public interface IApiKeyStore
{
    Task IssueAsync(ApiKey key, CancellationToken cancellation);

    Task<ApiKey?> FindAsync(string id, CancellationToken cancellation);

    /// <summary>Newest first.</summary>
    Task<Page<ApiKey>> PageAsync(int limit, string? cursor, CancellationToken cancellation);

    /// <summary>False when there is no such key. A revoked key is gone; the journal keeps that it was there.</summary>
    Task<bool> RevokeAsync(string id, string by, CancellationToken cancellation);
}
