using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace QuantFund.Web;

/// <summary>Where the host listens: on this machine alone, unless told otherwise.</summary>
public static class ListenAddress
{
    public const string Default = "http://127.0.0.1:5080";

    private static readonly string[] OtherWays = ["urls", "http_ports", "https_ports"];

    /// <summary>Sets the default when nothing else says where to listen; beside another way it would only cause a warning.</summary>
    public static void UseDefault(WebApplicationBuilder builder)
    {
        var told =
            Array.Exists(OtherWays, key => !string.IsNullOrEmpty(builder.Configuration[key]))
            || builder.Configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();
        if (!told)
            builder.WebHost.UseUrls(Default);
    }

    /// <summary>The address for a browser on this machine, once the host has started.</summary>
    public static string OfBrowser(IServiceProvider services)
    {
        var bound = services
            .GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()
            ?.Addresses.FirstOrDefault();
        var address = BindingAddress.Parse(bound ?? Default);
        var everywhere = address.Host is "*" or "+" or "[::]" || IPAddress.Any.ToString() == address.Host;
        return $"{address.Scheme}://{(everywhere ? "localhost" : address.Host)}:{address.Port}";
    }
}
