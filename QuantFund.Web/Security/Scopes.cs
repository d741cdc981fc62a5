using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using QuantFund.Core.Fund.Commands;

namespace QuantFund.Web.Security;

/// <summary>Scopes as claims of a caller and as policies of endpoints. A policy is named like its scope.</summary>
public static class Scopes
{
    public const string Read = "read";
    public const string Trade = "trade";
    public const string Approve = "approve";
    public const string Halt = "halt";
    public const string Admin = "admin";

    /// <summary>Someone signed in at the screen, for pages that are no part of the scripts' contract.</summary>
    public const string SignedIn = "signed-in";

    public const string ClaimType = "scope";

    public static Claim ToClaim(ApiScope scope) => new(ClaimType, NameOf(scope));

    public static bool Has(ClaimsPrincipal user, ApiScope scope) =>
        user.HasClaim(ClaimType, NameOf(scope)) || user.HasClaim(ClaimType, Admin);

    public static void AddPolicies(AuthorizationOptions options)
    {
        foreach (var scope in Enum.GetValues<ApiScope>())
            options.AddPolicy(
                NameOf(scope),
                policy => policy.RequireAuthenticatedUser().RequireAssertion(c => Has(c.User, scope))
            );
        options.AddPolicy(
            SignedIn,
            policy =>
                policy
                    .AddAuthenticationSchemes(Authentication.CookieScheme)
                    .RequireAuthenticatedUser()
                    .RequireAssertion(c => Has(c.User, ApiScope.Admin))
        );
        options.FallbackPolicy = options.DefaultPolicy;
    }

    private static string NameOf(ApiScope scope) =>
        scope switch
        {
            ApiScope.Read => Read,
            ApiScope.Trade => Trade,
            ApiScope.Approve => Approve,
            ApiScope.Halt => Halt,
            ApiScope.Admin => Admin,
            _ => throw new ArgumentOutOfRangeException(nameof(scope), scope, "No such scope."),
        };
}
