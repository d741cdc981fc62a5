using QuantFund.Core.Fund.Commands;

namespace QuantFund.Infrastructure.Persistence.Rows;

internal sealed class ApiKeyRow
{
    public required string Id { get; set; }
    public long Place { get; set; }
    public required string Name { get; set; }

    /// <summary>Scope names, separated by commas.</summary>
    public required string Scopes { get; set; }
    public required string SecretHash { get; set; }
    public required string IssuedBy { get; set; }
    public DateTimeOffset IssuedAt { get; set; }
    public DateTimeOffset? ExpiresAt { get; set; }

    public static ApiKeyRow New(ApiKey key, long place) =>
        new()
        {
            Id = key.Id,
            Place = place,
            Name = key.Name,
            Scopes = string.Join(',', key.Scopes),
            SecretHash = key.SecretHash,
            IssuedBy = key.IssuedBy,
            IssuedAt = key.IssuedAt,
            ExpiresAt = key.ExpiresAt,
        };

    public ApiKey ToKey() =>
        new(
            Id,
            Name,
            [.. Scopes.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<ApiScope>)],
            SecretHash,
            IssuedBy,
            IssuedAt,
            ExpiresAt
        );
}
