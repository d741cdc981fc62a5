using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.Options;
using QuantFund.Infrastructure;
using QuantFund.Web.Security.Traffic;

namespace QuantFund.Web.Security;

/// <summary>Registers who may come in: the operator's cookie, scripts' API keys, and a rate for each.</summary>
public static class Authentication
{
    public const string CookieScheme = "sign-in";
    public const string KeyScheme = "api-key";

    private const string AnyScheme = "cookie-or-key";

    public static IServiceCollection AddFundSecurity(
        this IServiceCollection services,
        IConfiguration configuration,
        DataDirectory data
    )
    {
        services.AddSignInLinks(configuration, data);
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<LiveCallers>();
        services.AddSingleton<KnownHosts>();
        services.AddSingleton<RefusedRequests>();
        services.AddHostedService<RevokedKeys>();
        // The framework's own filter knows no loopback beside what is configured; KnownHosts takes its place.
        services.PostConfigure<HostFilteringOptions>(o => o.AllowedHosts = ["*"]);
        services
            .AddDataProtection()
            .SetApplicationName("QuantFund")
            .PersistKeysToFileSystem(new DirectoryInfo(data.Private("cookie-keys")));
        services
            .AddAuthentication(AnyScheme)
            .AddPolicyScheme(
                AnyScheme,
                null,
                o =>
                    o.ForwardDefaultSelector = c =>
                        ApiKeyHandler.Presented(c.Request) is null ? CookieScheme : KeyScheme
            )
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(KeyScheme, null)
            .AddCookie(CookieScheme, ConfigureCookie);
        services
            .AddOptions<CookieAuthenticationOptions>(CookieScheme)
            .Configure<IOptions<AuthOptions>>((cookie, auth) => cookie.ExpireTimeSpan = auth.Value.SignInLifetime);
        services.AddAuthorization(Scopes.AddPolicies);
        services.AddCascadingAuthenticationState();
        services.AddAntiforgery(o => o.Cookie.Name = "quantfund-antiforgery");
        services.AddRateLimiter(RequestRate.Configure);
        return services;
    }

    /// <summary>What makes sign-in links, for a process beside the host too.</summary>
    public static IServiceCollection AddSignInLinks(
        this IServiceCollection services,
        IConfiguration configuration,
        DataDirectory data
    )
    {
        services.AddChecked<AuthOptions>(configuration, AuthOptions.Section);
        services.AddSingleton(data);
        services.AddSingleton<SignInLinks>();
        return services;
    }

    private static void ConfigureCookie(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "quantfund";
        cookie.Cookie.HttpOnly = true;
        // Lax, so that a link opened from a terminal inside a browser signs in too; SameOrigin guards the rest.
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.SlidingExpiration = true;
        cookie.Events.OnValidatePrincipal = Sessions.Check;
        cookie.LoginPath = SignIn.Path;
        cookie.ReturnUrlParameter = "returnUrl";
        cookie.Events.OnRedirectToLogin = context => AnswerOrRedirect(context, StatusCodes.Status401Unauthorized);
        cookie.Events.OnRedirectToAccessDenied = context => AnswerOrRedirect(context, StatusCodes.Status403Forbidden);
    }

    private static Task AnswerOrRedirect(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (status == StatusCodes.Status401Unauthorized && !Api.Protocol.ForScripts.Includes(context.Request))
        {
            context.Response.Redirect(context.RedirectUri);
            return Task.CompletedTask;
        }
        if (status == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = "Bearer";
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
