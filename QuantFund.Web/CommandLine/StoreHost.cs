using QuantFund.Infrastructure.Decision;
using QuantFund.Infrastructure.Loops;
using QuantFund.Infrastructure.Persistence;
using QuantFund.Web.CommandLine.History;
using QuantFund.Web.Running;
using QuantFund.Web.Security;
using QuantFund.Web.Settings;

namespace QuantFund.Web.CommandLine;

/// <summary>What the fund writes to, without the fund: for verbs that work whether the host is alive or dead.</summary>
public sealed class StoreHost : IDisposable, IAsyncDisposable
{
    private readonly IHost host;

    private StoreHost(IHost host) => this.host = host;

    public IServiceProvider Services => host.Services;

    /// <summary>Which fund this is; there after <see cref="OpenFundAsync"/> only.</summary>
    internal FundAtHand Fund => Services.GetRequiredService<FundAtHand>();

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

    /// <summary>Opens the store of a fund that exists, and listens to what a running host does with it.</summary>
    /// <param name="hostArguments">Configuration as typed.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <param name="stops">True for a halt, see <see cref="FundAtHand.Find"/>.</param>
    /// <exception cref="VerbRefusedException">There is no such fund; nothing was made or changed.</exception>
    public static async Task<StoreHost> OpenFundAsync(
        string[] hostArguments,
        CancellationToken cancellation,
        bool stops = false
    )
    {
        var builder = Unopened(hostArguments);
        var fund = FundAtHand.Find(builder.Configuration, RunningHosts.Of(builder.Configuration).Read(), stops);
        builder.Configuration.AddInMemoryCollection([new(StoreName.DirectoryKey, fund.DataDirectory)]);
        builder.Services.AddSingleton(fund);
        builder.Services.AddSignInLinks(builder.Configuration, DataDirectory.Open(builder.Configuration));
        builder.Services.AddStoreCommands();
        builder.Services.AddFundPersistence(builder.Configuration);
        builder.Services.AddCycleReplay();
        var store = new StoreHost(builder.Build());
        try
        {
            if (!await store.Services.GetRequiredService<FundSchema>().ExistsAsync(cancellation))
                throw FundAtHand.NoDatabase(fund);
            await store.host.StartAsync(cancellation);
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
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
        var builder = Unopened(hostArguments);
        builder.Services.AddSignInLinks(builder.Configuration, DataDirectory.Open(builder.Configuration));
        return builder;
    }

    private static HostApplicationBuilder Unopened(string[] hostArguments)
    {
        var builder = Host.CreateApplicationBuilder(
            new HostApplicationBuilderSettings { Args = hostArguments, ContentRootPath = AppContext.BaseDirectory }
        );
        SettingsCheck.Require(builder.Configuration);
        // Standard output is the verb's answer.
        builder.Logging.ClearProviders();
        builder
            .Logging.SetMinimumLevel(LogLevel.Warning)
            .AddConsole(o => o.LogToStandardErrorThreshold = LogLevel.Trace)
            .AddFilter("Microsoft", LogLevel.Error)
            // What fails is told in one line when the verb ends.
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.Services.AddSingleton(TimeProvider.System);
        return builder;
    }
}
