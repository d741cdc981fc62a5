using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using QuantFund.Core.Fund.Commands;

namespace QuantFund.Web.Security;

/// <summary>Where a one-time link leads, and the way out. The page at <see cref="Path"/> tells how to get a link.</summary>
public static class SignIn
{
    public const string Path = "/sign-in";
    public const string OutPath = "/sign-out";

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapGet($"{Path}/{{token}}", EnterAsync).AllowAnonymous().ExcludeFromDescription();
        routes.MapPost(OutPath, (Delegate)LeaveAsync).ExcludeFromDescription();
    }

    private static async Task<RedirectHttpResult> EnterAsync(string token, SignInLinks links, HttpContext context)
    {
        if (!links.Redeem(token))
            return TypedResults.LocalRedirect($"{Path}?failed=1");
        Claim[] claims =
        [
            new(ClaimTypes.NameIdentifier, "operator"),
            new(ClaimTypes.Name, "operator"),
            Sessions.New(),
            Scopes.ToClaim(ApiScope.Admin),
        ];
        await context.SignInAsync(
            Authentication.CookieScheme,
            new ClaimsPrincipal(new ClaimsIdentity(claims, Authentication.CookieScheme)),
            new AuthenticationProperties { IsPersistent = true }
        );
        return TypedResults.LocalRedirect("/");
    }

    private static async Task<RedirectHttpResult> LeaveAsync(HttpContext context, Sessions sessions, LiveCallers live)
    {
        if (context.User.FindFirstValue(Sessions.ClaimType) is { } session)
        {
            sessions.End(session);
            live.End(session);
        }
        await context.SignOutAsync(Authentication.CookieScheme);
        return TypedResults.LocalRedirect(Path);
    }
}
