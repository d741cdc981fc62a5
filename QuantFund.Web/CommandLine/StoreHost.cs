using Microsoft.Extensions.Options;
using QuantFund.Web.Security;

namespace QuantFund.Web.CommandLine;

/// <summary>The fund's store without the fund: for verbs that work whether the host is alive or dead.</summary>
public sealed class StoreHost : IDisposable
{
    private readonly IHost host;

    private StoreHost(IHost host) => this.host = host;

    public IServiceProvider Services => host.Services;

    public IConfiguration Configuration => Services.GetRequiredService<IConfiguration>();

    public static StoreHost Open(string[] hostArguments)
    {
        var builder = Host.CreateApplicationBuilder(
            new HostApplicationBuilderSettings { Args = hostArguments, ContentRootPath = AppContext.BaseDirectory }
        );
        builder.Logging.ClearProviders();
        var data = DataDirectory.Open(builder.Configuration);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(data);
        builder.Services.AddSingleton<SignInLinks>();
        builder
            .Services.AddOptions<AuthOptions>()
            .Bind(builder.Configuration.GetSection(AuthOptions.Section))
            .ValidateDataAnnotations();
        return new StoreHost(builder.Build());
    }

    public void Dispose() => host.Dispose();
}
