using QuantFund.Web.Api;

namespace QuantFund.Web.Security;

/// <summary>
/// Refuses what another site makes the operator's browser send: with the cookie, everything but a plain read must come
/// from a page of this very origin. The cookie alone does not settle that, because other ports of one host are the same
/// site to a browser. Requests with an API key carry their proof themselves.
/// </summary>
public static class SameOrigin
{
    public static async Task Require(HttpContext context, RequestDelegate next)
    {
        if (ApiKeyHandler.Presented(context.Request) is null && Changes(context) && FromElsewhere(context.Request))
            await Problems
                .Of(StatusCodes.Status403Forbidden, "The request comes from a page of another origin.")
                .ExecuteAsync(context);
        else
            await next(context);
    }

    private static bool Changes(HttpContext context) =>
        context.WebSockets.IsWebSocketRequest
        || !(HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method));

    private static bool FromElsewhere(HttpRequest request) =>
        request.Headers.Origin.ToString() is { Length: > 0 } origin
        && !string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
}
