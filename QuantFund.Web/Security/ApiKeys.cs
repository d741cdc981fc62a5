using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using QuantFund.Core.Fund.Commands;

namespace QuantFund.Web.Security;

/// <summary>Who a presented API key belongs to.</summary>
public sealed record KeyHolder(
    string Id,
    string Name,
    IReadOnlyList<ApiScope> Scopes,
    DateTimeOffset? ExpiresAt = null
);

/// <summary>
/// API keys have the form <c>qf_ID_SECRET</c>: the id finds the row, the hash of the secret proves it. The key of
/// <c>Auth:BootstrapKey</c> exists as long as it is configured, and has no row.
/// </summary>
public sealed class ApiKeys(IApiKeyStore store, IOptionsMonitor<AuthOptions> options, TimeProvider wallTime)
{
    public const string BootstrapId = "bootstrap";

    private const string Prefix = "qf_";

    /// <summary>Keys that this process has seen in the store, so that a halt is heard while the store is away.</summary>
    private readonly ConcurrentDictionary<string, ApiKey> remembered = new(StringComparer.Ordinal);

    /// <summary>The holder of a key; null when it is unknown, revoked or expired.</summary>
    public async Task<KeyHolder?> HolderAsync(string presented, CancellationToken cancellation)
    {
        if (
            options.CurrentValue.BootstrapKey is { Length: > 0 } bootstrap
            && Secrets.SameHash(Secrets.HashOf(bootstrap), Secrets.HashOf(presented))
        )
            return new KeyHolder(BootstrapId, "Bootstrap key", [ApiScope.Admin]);
        if (Split(presented) is not var (id, secret))
            return null;
        ApiKey? key;
        try
        {
            key = await store.FindAsync(id, cancellation);
        }
        catch (Exception) when (!cancellation.IsCancellationRequested && Remembered(id, secret) is not null)
        {
            // Whether it was revoked meanwhile can't be asked: it may stop the fund, and nothing else.
            return Remembered(id, secret)! with { Scopes = [ApiScope.Halt] };
        }
        if (key is null)
            remembered.TryRemove(id, out _);
        else if (Valid(key, secret) is not null)
            remembered[id] = key;
        return Valid(key, secret);
    }

    private KeyHolder? Remembered(string id, string secret) =>
        remembered.TryGetValue(id, out var key) && key.Scopes.Any(s => s is ApiScope.Halt or ApiScope.Admin)
            ? Valid(key, secret)
            : null;

    private KeyHolder? Valid(ApiKey? key, string secret) =>
        key is not null
        && Secrets.SameHash(key.SecretHash, Secrets.HashOf(secret))
        && (key.ExpiresAt is not { } expiry || expiry > wallTime.GetUtcNow())
            ? new KeyHolder(key.Id, key.Name, key.Scopes, key.ExpiresAt)
            : null;

    /// <summary>Issues a key. The text of it is given here and never again.</summary>
    public async Task<(ApiKey Key, string Text)> IssueAsync(
        string name,
        IReadOnlyList<ApiScope> scopes,
        DateTimeOffset? expiresAt,
        string by,
        CancellationToken cancellation
    )
    {
        var id = Secrets.New()[..12];
        var secret = Secrets.New();
        var key = new ApiKey(id, name, scopes, Secrets.HashOf(secret), by, wallTime.GetUtcNow(), expiresAt);
        await store.IssueAsync(key, cancellation);
        return (key, $"{Prefix}{id}_{secret}");
    }

    private static (string Id, string Secret)? Split(string presented)
    {
        var parts = presented.Split('_');
        // Only what was ever issued is looked for: a key may come from an address, with any character in it.
        return parts is ["qf", { Length: > 0 } id, { Length: > 0 } secret] && id.All(char.IsAsciiLetterOrDigit)
            ? (id, secret)
            : null;
    }
}
