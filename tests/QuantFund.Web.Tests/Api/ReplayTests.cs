using System.Net;
using System.Text.Json;
using AwesomeAssertions;
using Microsoft.Data.Sqlite;
using QuantFund.Core.Fund.Views;
using QuantFund.Web.Tests.CommandLine;
using Xunit;

namespace QuantFund.Web.Tests.Api;

/// <summary>A cycle of the real engine, decided again by the host, by a verb beside its dead store, and by the next host.</summary>
public sealed class ReplayTests : IDisposable
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private readonly string folder = Directory.CreateTempSubdirectory("quantfund-").FullName;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task ACycle_IsDecidedAgainToTheBit_ByThisHost_AfterItsDeath_AndByTheNextOne()
    {
        string id;
        await using (var host = await StartAsync())
        {
            using var caller = host.Caller();
            using var started = await caller.SendJsonAsync("POST", "/api/v1/cycles", null);
            id = (await started.JsonAsync(HttpStatusCode.Accepted)).GetProperty("id").GetString()!;
            await host.WhenAsync(v =>
                v.State?.Cycles.Any(c => c.Id.Value == id && c.Status == CycleStatus.Completed) == true
            );
            var record = (await caller.GetJsonAsync($"/api/v1/cycles/{id}")).GetProperty("record");
            record.GetProperty("orders").GetArrayLength().Should().BePositive();

            var report = await ReplayAsync(caller, id);

            IsEqual(report);
            report.GetProperty("storedHash").GetString().Should().Be(record.GetProperty("hash").GetString());
            report.GetProperty("note").ValueKind.Should().Be(JsonValueKind.Null);
            using var unknown = await caller.SendJsonAsync("POST", "/api/v1/cycles/c-none/replay", null);
            await unknown.ProblemAsync(HttpStatusCode.NotFound);
        }
        SqliteConnection.ClearAllPools();

        // Another process: tables keyed by text have another order there.
        var verb = await FundProcess.RunAsync(folder, "replay", id);
        verb.ExitCode.Should().Be(0, verb.Error);
        IsEqual(JsonElement.Parse(verb.Output));
        var stranger = await FundProcess.RunAsync(folder, "replay", "c-none");
        stranger.ExitCode.Should().Be(1);
        stranger.Error.Should().Contain("c-none");

        await using var next = await StartAsync();
        using var again = next.Caller();
        IsEqual(await ReplayAsync(again, id));
    }

    private async Task<FundHost> StartAsync()
    {
        var host = await FundHost.StartAsync(folder, ("Fund:Slots", "195"));
        await host.ReadyAsync();
        return host;
    }

    private static async Task<JsonElement> ReplayAsync(HttpClient caller, string id)
    {
        using var answer = await caller.SendJsonAsync("POST", $"/api/v1/cycles/{id}/replay", null);
        return await answer.JsonAsync();
    }

    private static void IsEqual(JsonElement report)
    {
        report.GetProperty("equal").GetBoolean().Should().BeTrue(report.GetRawText());
        report.GetProperty("firstDifference").ValueKind.Should().Be(JsonValueKind.Null);
        report.GetProperty("recomputedHash").GetString().Should().Be(report.GetProperty("storedHash").GetString());
    }
}
