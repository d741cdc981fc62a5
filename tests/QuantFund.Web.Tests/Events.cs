using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using QuantFund.Core.Fund.Events;
using Xunit;

namespace QuantFund.Web.Tests;

/// <summary>A client of the hub, as an outside script has it.</summary>
internal sealed class Events : IAsyncDisposable
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private static readonly HashSet<string> Ticks = new(StringComparer.Ordinal)
    {
        "fundMarked",
        "equityMarked",
        "positionsMarked",
        "phaseMoved",
        "riskMeasured",
        "sourcesChanged",
    };

    private readonly HubConnection connection;
    private readonly Channel<JsonElement> snapshots = Channel.CreateUnbounded<JsonElement>();
    private readonly Channel<JsonElement> events = Channel.CreateUnbounded<JsonElement>();

    private Events(HubConnection connection)
    {
        this.connection = connection;
        connection.On<JsonElement>("Snapshot", s => snapshots.Writer.TryWrite(s.Clone()));
        connection.On<JsonElement>("Event", e => events.Writer.TryWrite(e.Clone()));
    }

    public static async Task<Events> OpenAsync(Uri address, string? key = FundHost.AdminKey)
    {
        var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(address, "/hubs/fund"), o => o.AccessTokenProvider = () => Task.FromResult(key))
            .Build();
        var client = new Events(hub);
        await hub.StartAsync(Cancel);
        return client;
    }

    /// <summary>Connected and subscribed to everything.</summary>
    public static async Task<Events> ConnectAsync(Uri address)
    {
        var client = await OpenAsync(address);
        await client.SubscribeAsync([.. FundFacts.Streams], null);
        return client;
    }

    public Task SubscribeAsync(string[] streams, long? from) =>
        connection.InvokeAsync("Subscribe", streams, from, Cancel);

    public async Task<JsonElement> NextSnapshotAsync() =>
        await snapshots.Reader.ReadAsync(Cancel).AsTask().WaitAsync(FundHost.MostWait, Cancel);

    public async Task<JsonElement> NextAsync(string kind)
    {
        while (true)
        {
            var happened = await events.Reader.ReadAsync(Cancel).AsTask().WaitAsync(FundHost.MostWait, Cancel);
            if (string.Equals(happened.GetProperty("kind").GetString(), kind, StringComparison.Ordinal))
                return happened;
        }
    }

    public async Task<JsonElement> NextJournalledAsync()
    {
        while (true)
        {
            var happened = await events.Reader.ReadAsync(Cancel).AsTask().WaitAsync(FundHost.MostWait, Cancel);
            if (!Ticks.Contains(happened.GetProperty("kind").GetString()!))
                return happened;
        }
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
