using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using QuantFund.Core.Fund.Views;
using QuantFund.Web.Replica;
using QuantFund.Web.Security;
using Xunit;

namespace QuantFund.Web.Tests;

/// <summary>The whole composition on a port of its own, over an empty data folder.</summary>
public sealed class FundHost : IAsyncLifetime
{
    public const string AdminKey = "an-administrators-key-for-tests";

    /// <summary>A test that waits longer hangs; it fails instead.</summary>
    public static readonly TimeSpan MostWait = TimeSpan.FromMinutes(1);

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
            ["Data:RunDirectory"] = Path.Combine(Folder, "run"),
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

    /// <summary>
    /// Returns when a cycle has ended as said. The cycle is named, because with a fast clock the next one may have begun
    /// before anybody looks.
    /// </summary>
    public Task CycleEndedAsync(string id, CycleStatus status) =>
        WhenAsync(v =>
            v.State?.Cycles.Any(c => c.Status == status && string.Equals(c.Id.Value, id, StringComparison.Ordinal))
            == true
        );

    /// <summary>Returns when the server's state of the fund fits.</summary>
    /// <exception cref="TimeoutException">It did not come to fit; the message says what the state was instead.</exception>
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
        try
        {
            await reached.Task.WaitAsync(MostWait, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException(
                $"The fund's state did not come to fit. It is {Described(replica.Current)}.",
                late
            );
        }
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

    private static string Described(ReplicaView view) =>
        view.State is { } state
            ? $"{state.ShownState}, waiting plan {state.Waiting?.CycleId}, cycles "
                + string.Join(", ", state.Cycles.Select(c => $"{c.Id} {c.Status}"))
            : "not known at all";

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
