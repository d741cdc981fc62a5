using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace QuantFund.Web.Security;

/// <summary>Reads an API key from <c>Authorization: Bearer</c> or <c>X-Api-Key</c>.</summary>
public sealed class ApiKeyHandler(
    ApiKeys keys,
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Header = "X-Api-Key";

    private const string Bearer = "Bearer ";

    /// <summary>How a key's holder is named to the rest, in the journal too.</summary>
    public static string CallerOf(string keyId) => $"key:{keyId}";

    /// <summary>The key that a request carries, or null. A header that is no key at all gives an empty text.</summary>
    public static string? Presented(HttpRequest request)
    {
        if (request.Headers.Authorization is { Count: > 0 } authorization)
            return authorization.ToString() is var text && text.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
                ? text[Bearer.Length..].Trim()
                : "";
        if (request.Headers.TryGetValue(Header, out var header))
            return header.ToString();
        // A browser can't set a header on a WebSocket; SignalR's clients then put the key here.
        return
            request.Path.StartsWithSegments("/hubs", StringComparison.Ordinal)
            && request.Query.TryGetValue("access_token", out var token)
            ? token.ToString()
            : null;
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Presented(Request) is not { } presented)
            return AuthenticateResult.NoResult();
        if (await keys.HolderAsync(presented, Context.RequestAborted) is not { } holder)
            return AuthenticateResult.Fail("The API key is unknown, revoked or expired.");
        Claim[] claims =
        [
            new(ClaimTypes.NameIdentifier, CallerOf(holder.Id)),
            new(ClaimTypes.Name, holder.Name),
            .. holder.ExpiresAt is { } expiry
                ? [new Claim(ClaimTypes.Expiration, expiry.ToString("O", CultureInfo.InvariantCulture))]
                : Array.Empty<Claim>(),
            .. holder.Scopes.Select(Scopes.ToClaim),
        ];
        var identity = new ClaimsIdentity(claims, Scheme.Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }
}
