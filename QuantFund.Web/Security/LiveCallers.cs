using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;

namespace QuantFund.Web.Security;

/// <summary>
/// The connections that stay open for long (the hub's and the pages'), by who opened them: each ends when its key is
/// revoked or expires, or its sign-in is over, since nothing asks again who a connection belongs to once it is open.
/// </summary>
public sealed class LiveCallers(TimeProvider wallTime)
{
    private static readonly PathString[] Paths = ["/hubs", "/_blazor"];

    /// <summary>What a timer can wait at most; a connection of more than a month is told to come again.</summary>
    private static readonly TimeSpan MostWait = TimeSpan.FromDays(30);

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<HttpContext, byte>> open = new(
        StringComparer.Ordinal
    );

    public static async Task Keep(HttpContext context, RequestDelegate next)
    {
        if (
            Array.Exists(Paths, p => context.Request.Path.StartsWithSegments(p, StringComparison.OrdinalIgnoreCase))
            && IdOf(context.User) is { } id
        )
            await context.RequestServices.GetRequiredService<LiveCallers>().KeepAsync(context, id, next);
        else
            await next(context);
    }

    /// <summary>Ends whatever is open of a key or of a sign-in.</summary>
    public void End(string id)
    {
        if (open.TryGetValue(id, out var connections))
            foreach (var connection in connections.Keys)
                connection.Abort();
    }

    /// <summary>The sign-in of a person, else the key.</summary>
    private static string? IdOf(ClaimsPrincipal user) =>
        user.FindFirstValue(Sessions.ClaimType) ?? user.FindFirstValue(ClaimTypes.NameIdentifier);

    private async Task KeepAsync(HttpContext context, string id, RequestDelegate next)
    {
        var mine = open.GetOrAdd(id, _ => new ConcurrentDictionary<HttpContext, byte>());
        mine[context] = 0;
        await using var expiry = wallTime.CreateTimer(
            static c => ((HttpContext)c!).Abort(),
            context,
            RestOf(context.User),
            Timeout.InfiniteTimeSpan
        );
        try
        {
            await next(context);
        }
        finally
        {
            mine.TryRemove(context, out _);
        }
    }

    private TimeSpan RestOf(ClaimsPrincipal user)
    {
        if (user.FindFirstValue(ClaimTypes.Expiration) is not { } text)
            return MostWait;
        var rest = DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) - wallTime.GetUtcNow();
        return TimeSpan.FromTicks(Math.Clamp(rest.Ticks, 0, MostWait.Ticks));
    }
}
