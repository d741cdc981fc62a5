using System.Collections.Concurrent;

namespace QuantFund.Web.Security.Traffic;

/// <summary>
/// Logs refused requests (no key, no scope, foreign origin, too many) with their address: the first of each kind from each
/// address, then not again for an hour, so that a flood fills no log.
/// </summary>
public sealed partial class RefusedRequests(TimeProvider wallTime, ILogger<RefusedRequests> logger)
{
    private const int MostRemembered = 1_000;

    private static readonly TimeSpan Again = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(string Address, int Status), DateTimeOffset> told = new();

    public static async Task Tell(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (
            context.Response.StatusCode
            is StatusCodes.Status401Unauthorized
                or StatusCodes.Status403Forbidden
                or StatusCodes.Status429TooManyRequests
        )
            context.RequestServices.GetRequiredService<RefusedRequests>().Tell(context);
    }

    private void Tell(HttpContext context)
    {
        var now = wallTime.GetUtcNow();
        var key = ($"{context.Connection.RemoteIpAddress}", context.Response.StatusCode);
        if (told.TryGetValue(key, out var last) && now - last < Again)
            return;
        if (told.Count >= MostRemembered)
            told.Clear();
        told[key] = now;
        var path = Core.Fund.Commands.OutsideText.Mended(
            context.Request.Path,
            Core.Fund.Commands.OutsideText.MostName,
            "/"
        );
        LogRefused(context.Request.Method, path, key.Item1, key.StatusCode);
    }

    [LoggerMessage(
        LogLevel.Information,
        "Refused {Method} {Path} from {Address} with {Status}; more of the same from there are not logged for an hour"
    )]
    private partial void LogRefused(string method, string path, string address, int status);
}
