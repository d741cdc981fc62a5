using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace QuantFund.Web.Security;

/// <summary>
/// Which sign-ins are over. A cookie proves itself, so that a copy of one that was signed out would go on being good: the
/// server remembers each, over restarts too, for as long as its cookie could have been used.
/// </summary>
public sealed class Sessions(DataDirectory data, IOptions<AuthOptions> options, TimeProvider wallTime)
{
    public const string ClaimType = "sign-in";

    private readonly string folder = data.Private("signed-out");
    private readonly ConcurrentDictionary<string, bool> over = new(StringComparer.Ordinal);

    public static Claim New() => new(ClaimType, Secrets.New());

    /// <summary>From here on nothing that carries this sign-in is let in.</summary>
    public void End(string session)
    {
        RemoveOld();
        File.WriteAllBytes(FileOf(session), []);
        over[session] = true;
    }

    public bool IsOver(string session) => over.GetOrAdd(session, static (s, self) => File.Exists(self.FileOf(s)), this);

    /// <summary>Asked of each request with a cookie. One without a sign-in of its own is of an earlier version.</summary>
    public static async Task Check(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<Sessions>();
        if (context.Principal?.FindFirstValue(ClaimType) is { } session && !sessions.IsOver(session))
            return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(Authentication.CookieScheme);
    }

    private void RemoveOld()
    {
        var oldest = wallTime.GetUtcNow().UtcDateTime - options.Value.SignInLifetime - TimeSpan.FromDays(1);
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles())
            if (file.LastWriteTimeUtc < oldest)
                file.Delete();
    }

    private string FileOf(string session) => Path.Combine(folder, Secrets.HashOf(session));
}
