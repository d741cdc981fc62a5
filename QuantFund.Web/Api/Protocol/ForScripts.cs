namespace QuantFund.Web.Api.Protocol;

/// <summary>The paths that programs call: they are answered with status and problem+json, never with a page.</summary>
public static class ForScripts
{
    private static readonly PathString[] Roots = ["/api", "/hubs", "/health", "/openapi"];

    public static bool Includes(HttpRequest request) =>
        Array.Exists(Roots, root => request.Path.StartsWithSegments(root, StringComparison.OrdinalIgnoreCase));
}
