using QuantFund.Infrastructure.Decision;
using QuantFund.Infrastructure.Loops;
using QuantFund.Infrastructure.Persistence;
using QuantFund.Web.Security;

namespace QuantFund.Web.CommandLine;

/// <summary>What the fund writes to, without the fund: for verbs that work whether the host is alive or dead.</summary>
public sealed class StoreHost : IDisposable, IAsyncDisposable
{
    private readonly IHost host;

    private StoreHost(IHost host) => this.host = host;

    public IServiceProvider Services => host.Services;

    public IConfiguration Configuration => Services.GetRequiredService<IConfiguration>();

    /// <summary>The data folder alone; the fund's store is not opened.</summary>
    public static StoreHost Open(string[] hostArguments) => new(Builder(hostArguments).Build());

    /// <summary>The data folder and the policy that decisions follow; the fund's store is not opened.</summary>
    public static StoreHost OpenForDecisions(string[] hostArguments)
    {
        var builder = Builder(hostArguments);
        builder.Services.AddPastDecisions(builder.Configuration);
        return new StoreHost(builder.Build());
    }

    /// <summary>Opens the fund's store too, and listens to what a running host does with it.</summary>
    public static async Task<StoreHost> OpenAsync(string[] hostArguments, CancellationToken cancellation)
    {
        var builder = Builder(hostArguments);
        builder.Services.AddFundHalting();
        builder.Services.AddFundPersistence(builder.Configuration);
        builder.Services.AddCycleReplay();
        var store = new StoreHost(builder.Build());
        await store.host.StartAsync(cancellation);
        return store;
    }

    public void Dispose() => host.Dispose();

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(CancellationToken.None);
        if (host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
        else
            host.Dispose();
    }

    private static HostApplicationBuilder Builder(string[] hostArguments)
    {
        var builder = Host.CreateApplicationBuilder(
            new HostApplicationBuilderSettings { Args = hostArguments, ContentRootPath = AppContext.BaseDirectory }
        );
        // Standard output is the verb's answer.
        builder.Logging.ClearProviders();
        builder
            .Logging.SetMinimumLevel(LogLevel.Warning)
            .AddConsole(o => o.LogToStandardErrorThreshold = LogLevel.Trace)
            .AddFilter("Microsoft", LogLevel.Error);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSignInLinks(builder.Configuration, DataDirectory.Open(builder.Configuration));
        return builder;
    }
}
