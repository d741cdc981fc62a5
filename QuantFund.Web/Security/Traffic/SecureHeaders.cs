namespace QuantFund.Web.Security.Traffic;

/// <summary>
/// Headers that keep a page from being framed, sniffed or made to load anything from elsewhere. Blazor Server needs its own
/// scripts and its own socket only; the import map is the one inline script, allowed by <see cref="NonceOf"/>. MudBlazor
/// and the charts set inline styles.
/// </summary>
public static class SecureHeaders
{
    // Two pages that others wrote, with inline scripts of their own: they may run those, but load nothing from outside.
    private static readonly PathString[] OthersPages = ["/scalar", "/jobs"];

    private static readonly object NonceKey = new();

    /// <summary>The nonce that this response's inline scripts must carry.</summary>
    public static string NonceOf(HttpContext context)
    {
        if (context.Items[NonceKey] is not string nonce)
            context.Items[NonceKey] = nonce = Secrets.New();
        return nonce;
    }

    public static Task Add(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = PolicyFor(context);
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()";
        if (Api.Protocol.ForScripts.Includes(context.Request))
            headers.CacheControl = "no-store";
        return next(context);
    }

    private static string PolicyFor(HttpContext context)
    {
        var path = context.Request.Path;
        var script = Array.Exists(
            OthersPages,
            page => path.StartsWithSegments(page, StringComparison.OrdinalIgnoreCase)
        )
            ? "'unsafe-inline'"
            : $"'nonce-{NonceOf(context)}'";
        return $"default-src 'self'; script-src 'self' {script}; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; object-src 'none'; "
            + "base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
    }
}
