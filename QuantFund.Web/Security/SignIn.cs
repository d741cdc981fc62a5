using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using QuantFund.Core.Live;

namespace QuantFund.Web.Security;

/// <summary>The page that a one-time link leads to, and the way out. It needs no file beside itself.</summary>
public static class SignIn
{
    public const string Path = "/sign-in";
    public const string OutPath = "/sign-out";

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Enter).AllowAnonymous().ExcludeFromDescription();
        routes.MapPost(OutPath, (Delegate)Leave).ExcludeFromDescription();
    }

    private static async Task<IResult> Enter(string? token, string? returnUrl, SignInLinks links, HttpContext context)
    {
        if (string.IsNullOrEmpty(token))
            return Page("Sign in", "Open the sign-in link that QuantFund printed on its console.", 200, context);
        if (!links.Redeem(token))
            return Page("This link can't be used", "It was used before, or it is too old.", 401, context);
        Claim[] claims =
        [
            new(ClaimTypes.NameIdentifier, "operator"),
            new(ClaimTypes.Name, "operator"),
            Scopes.ToClaim(ApiScope.Admin),
        ];
        await context.SignInAsync(
            Authentication.CookieScheme,
            new ClaimsPrincipal(new ClaimsIdentity(claims, Authentication.CookieScheme)),
            new AuthenticationProperties { IsPersistent = true }
        );
        return Results.LocalRedirect(returnUrl is ['/', not ('/' or '\\'), ..] ? returnUrl : "/");
    }

    private static async Task<IResult> Leave(HttpContext context)
    {
        await context.SignOutAsync(Authentication.CookieScheme);
        return Results.LocalRedirect(Path);
    }

    private static IResult Page(string title, string text, int status, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        var html = HtmlEncoder.Default;
        return Results.Content(
            $$"""
            <!DOCTYPE html>
            <html lang="en">
              <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>QuantFund · {{html.Encode(title)}}</title>
                <style>
                  :root { color-scheme: dark light }
                  body { font: 16px/1.5 system-ui, sans-serif; margin: 0; min-height: 100vh; display: grid; place-items: center;
                         background: light-dark(#f6f7f9, #14171c); color: light-dark(#1c222b, #e6e9ee) }
                  main { max-width: 34rem; padding: 2rem }
                  h1 { font-size: 1.5rem }
                  code { background: light-dark(#e4e7ec, #232831); padding: .1em .35em; border-radius: 4px }
                </style>
              </head>
              <body>
                <main>
                  <h1>{{html.Encode(title)}}</h1>
                  <p>{{html.Encode(text)}}</p>
                  <p>A new link: start QuantFund again, or run <code>dotnet run --project QuantFund.Web -- sign-in</code>
                     beside the running host.</p>
                </main>
              </body>
            </html>
            """,
            "text/html; charset=utf-8",
            statusCode: status
        );
    }
}
