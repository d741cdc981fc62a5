using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using QuantFund.Web.Api.Protocol;

namespace QuantFund.Web.Security.Traffic;

/// <summary>
/// Refuses requests whose <c>Host</c> is no name of this host: a page of another site that rebinds its own name to this
/// machine would else be of the same origin. Known are loopback's names, the names that it listens on, and those of
/// <c>AllowedHosts</c> (apart by semicolons; <c>*.example.org</c>; <c>*</c> for every name).
/// </summary>
public sealed class KnownHosts(IConfiguration configuration, IServer server)
{
    public const string Key = "AllowedHosts";

    public static async Task Require(HttpContext context, RequestDelegate next)
    {
        if (context.RequestServices.GetRequiredService<KnownHosts>().Knows(context.Request.Host.Host))
            await next(context);
        else
            await ProblemPages.WriteAsync(
                context,
                StatusCodes.Status400BadRequest,
                $"This host is not known by the name that the request was sent to. Add it to {Key} if it is one of its names."
            );
    }

    /// <summary>No name at all is that of a program: a browser always sends one.</summary>
    public bool Knows(string host) => host.Length == 0 || IsLoopback(host) || IsAllowed(host) || IsBound(host);

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private bool IsAllowed(string host) =>
        (configuration[Key] ?? "")
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Any(allowed =>
                allowed is "*"
                || host.Equals(allowed, StringComparison.OrdinalIgnoreCase)
                || (
                    allowed.StartsWith("*.", StringComparison.Ordinal)
                    && host.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase)
                )
            );

    private bool IsBound(string host) =>
        server.Features.Get<IServerAddressesFeature>() is { } bound
        && bound.Addresses.Any(a => BindingAddress.Parse(a).Host.Equals(host, StringComparison.OrdinalIgnoreCase));
}
