using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using QuantFund.Web.Replica;
using QuantFund.Web.Security;
using Xunit;

namespace QuantFund.Web.Tests;

/// <summary>The whole composition on a port of its own, over an empty data folder.</summary>
public sealed class FundHost : IAsyncLifetime
{
    public const string AdminKey = "an-administrators-key-for-tests";

    private readonly Dictionary<string, string> settings;
    private readonly bool ownsFolder;
    private WebApplication? app;

    private FundHost(string? folder, IEnumerable<(string Key, string Value)> settings)
    {
        ownsFolder = folder is null;
        Folder = folder ?? Directory.CreateTempSubdirectory("quantfund-").FullName;
        this.settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["Data:Directory"] = Folder,
            ["Auth:BootstrapKey"] = AdminKey,
            ["urls"] = "http://127.0.0.1:0",
            ["Exchange:Url"] = "http://127.0.0.1:0",
            ["Serilog:MinimumLevel:Default"] = "Warning",
            ["Serilog:MinimumLevel:Override:Microsoft.Hosting.Lifetime"] = "Warning",
        };
        foreach (var (key, value) in settings)
            this.settings[key] = value;
    }

    public FundHost()
        : this(null, []) { }

    public string Folder { get; }

    public IServiceProvider Services => Running.Services;

    public Uri Address =>
        new(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    private WebApplication Running => app ?? throw new InvalidOperationException("The host was not started.");

    /// <summary>Over a folder that outlives the host (null: one of its own), with settings beside the usual ones.</summary>
    public static async Task<FundHost> StartAsync(
        string? folder,
        params IEnumerable<(string Key, string Value)> settings
    )
    {
        var host = new FundHost(folder, settings);
        await host.InitializeAsync();
        return host;
    }

    public async ValueTask InitializeAsync()
    {
        app = Program.Compose([.. settings.Select(s => $"--{s.Key}={s.Value}")]);
        await app.StartAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Returns when the server's state of the fund is known.</summary>
    public Task ReplicaAsync() => WhenAsync(v => v.State is not null);

    /// <summary>Returns when the fund has been measured and agrees with its broker.</summary>
    public Task ReadyAsync() =>
        WhenAsync(v => v.State?.Fund is { TradingState: not Core.Domain.TradingState.Reconciling });

    /// <summary>Returns when the server's state of the fund fits.</summary>
    public async Task WhenAsync(Predicate<ReplicaView> fits)
    {
        var replica = Services.GetRequiredService<IFundReplica>();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look()
        {
            if (fits(replica.Current))
                reached.TrySetResult();
        }
        using var watch = replica.Watch(Look);
        Look();
        await reached.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A client of the hub, connected once the server knows the fund.</summary>
    internal async Task<Events> HearAsync(string? key = AdminKey)
    {
        await ReplicaAsync();
        return await Events.OpenAsync(Address, key);
    }

    /// <summary>A client with a key (or none) that follows no redirect.</summary>
    public HttpClient Caller(string? key = AdminKey)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = Address,
        };
        if (key is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>A browser that has followed a one-time link.</summary>
    public async Task<HttpClient> SignedInAsync()
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
        var link = Services.GetRequiredService<SignInLinks>().Issue();
        using var entered = await client.GetAsync(
            new Uri(link, UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.StopAsync(TestContext.Current.CancellationToken);
            await app.DisposeAsync();
        }
        if (ownsFolder)
            Directory.Delete(Folder, recursive: true);
    }
}
