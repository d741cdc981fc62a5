using QuantFund.Web.Api.Protocol;

namespace QuantFund.Web.Security.Traffic;

/// <summary>
/// Refuses what another site makes a browser send: everything but a plain read, and every upgrade to a socket, must come
/// from a page of this very origin. The cookie alone does not settle that, because other ports of one host are the same
/// site to a browser. Programs send no origin, and prove themselves with a key.
/// </summary>
public static class SameOrigin
{
    public static async Task Require(HttpContext context, RequestDelegate next)
    {
        if (Changes(context) && FromElsewhere(context.Request))
            await Problems
                .Of(StatusCodes.Status403Forbidden, "The request comes from a page of another origin.")
                .ExecuteAsync(context);
        else
            await next(context);
    }

    private static bool Changes(HttpContext context) =>
        // The header, not the framework's word: that is known only once an endpoint looks for sockets itself.
        context.Request.Headers.ContainsKey("Upgrade")
        || !(HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method));

    private static bool FromElsewhere(HttpRequest request) =>
        request.Headers.Origin.ToString() is { Length: > 0 } origin
            ? !string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
            : request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";
}
