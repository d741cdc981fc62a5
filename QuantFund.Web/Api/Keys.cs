using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Commands;
using QuantFund.Web.Api.Protocol;
using QuantFund.Web.Security;

namespace QuantFund.Web.Api;

public static class Keys
{
    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        var group = routes
            .MapGroup("/keys")
            .WithTags("Keys")
            .RequireAuthorization(Scopes.Admin)
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("", List).WithSummary("API keys, newest first, without their secrets");
        group
            .MapPost("", Issue)
            .WithSummary("Issue an API key; its text is shown this once")
            .WithMetadata(new Idempotency.SecretAnswer());
        group
            .MapDelete("/{id}", Revoke)
            .WithSummary("Revoke an API key")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<Page<KeyView>>, ProblemHttpResult>> List(
        string? limit,
        string? cursor,
        IApiKeyStore store,
        CancellationToken cancellation
    )
    {
        var query = new Query();
        var most = query.Limit(limit);
        var after = query.Cursor(cursor);
        if (query.Failed(out var errors))
            return Problems.Invalid(errors);
        var page = await store.PageAsync(most, after, cancellation);
        return TypedResults.Ok(new Page<KeyView>([.. page.Items.Select(KeyView.Of)], page.NextCursor));
    }

    private static async Task<Results<Created<IssuedKey>, ProblemHttpResult>> Issue(
        Body<KeyBody> body,
        ClaimsPrincipal user,
        ApiKeys keys,
        TimeProvider wallTime,
        CancellationToken cancellation
    )
    {
        var asked = body.Value;
        if (asked.ExpiresAt <= wallTime.GetUtcNow())
            return Problems.Invalid(new FieldError("expiresAt", "Must be in the future."));
        var (key, text) = await keys.IssueAsync(
            asked.Name!.Trim(),
            [.. asked.Scopes!.Distinct()],
            asked.ExpiresAt,
            user.CallerName(),
            cancellation
        );
        return TypedResults.Created(
            $"{FundApi.Root}/keys/{key.Id}",
            new IssuedKey(key.Id, key.Name, key.Scopes, key.IssuedAt, key.ExpiresAt, text)
        );
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Revoke(
        string id,
        ClaimsPrincipal user,
        IApiKeyStore store,
        CancellationToken cancellation
    ) =>
        await store.RevokeAsync(id, user.CallerName(), cancellation)
            ? TypedResults.NoContent()
            : Problems.UnknownId("key", id);
}

/// <summary>Null expiry: until revoked.</summary>
public sealed record KeyBody(string? Name, IReadOnlyList<ApiScope>? Scopes, DateTimeOffset? ExpiresAt) : IRequestBody
{
    public IEnumerable<FieldError> Errors()
    {
        if (string.IsNullOrWhiteSpace(Name))
            yield return new FieldError(
                "name",
                $"Required: 1 to {OutsideText.MostName} characters that say whose key it is."
            );
        foreach (var error in Reasons.Text("name", Name, OutsideText.MostName))
            yield return error;
        if (Scopes is null or { Count: 0 })
            yield return new FieldError("scopes", "Required: one or more of read, trade, approve, halt, admin.");
    }
}

public sealed record KeyView(
    string Id,
    string Name,
    IReadOnlyList<ApiScope> Scopes,
    string IssuedBy,
    DateTimeOffset IssuedAt,
    DateTimeOffset? ExpiresAt
)
{
    public static KeyView Of(ApiKey k) => new(k.Id, k.Name, k.Scopes, k.IssuedBy, k.IssuedAt, k.ExpiresAt);
}

/// <summary>A new key with its text, which is stored nowhere.</summary>
public sealed record IssuedKey(
    string Id,
    string Name,
    IReadOnlyList<ApiScope> Scopes,
    DateTimeOffset IssuedAt,
    DateTimeOffset? ExpiresAt,
    string Key
);
