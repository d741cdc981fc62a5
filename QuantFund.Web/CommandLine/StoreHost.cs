using QuantFund.Infrastructure.Loops;
using QuantFund.Infrastructure.Persistence;
using QuantFund.Web.Security;

namespace QuantFund.Web.CommandLine;

/// <summary>The fund's store without the fund: for verbs that work whether the host is alive or dead.</summary>
public sealed class StoreHost : IAsyncDisposable
{
    private readonly IHost host;

    private StoreHost(IHost host) => this.host = host;

    public IServiceProvider Services => host.Services;

    public IConfiguration Configuration => Services.GetRequiredService<IConfiguration>();

    /// <summary>Opens the store, and listens to what a running host does with it.</summary>
    public static async Task<StoreHost> OpenAsync(string[] hostArguments, CancellationToken cancellation)
    {
        var builder = Host.CreateApplicationBuilder(
            new HostApplicationBuilderSettings { Args = hostArguments, ContentRootPath = AppContext.BaseDirectory }
        );
        builder.Logging.ClearProviders();
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddConsole(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSignInLinks(builder.Configuration, DataDirectory.Open(builder.Configuration));
        builder.Services.AddFundHalting();
        builder.Services.AddFundPersistence(builder.Configuration);
        var store = new StoreHost(builder.Build());
        await store.host.StartAsync(cancellation);
        return store;
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(CancellationToken.None);
        if (host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
        else
            host.Dispose();
    }
}
