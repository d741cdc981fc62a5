using System.Net;
using System.Net.Http.Headers;
using AwesomeAssertions;
using Microsoft.Data.Sqlite;
using QuantFund.Testing;
using QuantFund.Web.Tests.Api;
using Xunit;

namespace QuantFund.Web.Tests.CommandLine;

/// <summary>The host as a process that is asked to stop.</summary>
public sealed class StopTests : IDisposable
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private readonly string folder = Directory.CreateTempSubdirectory("quantfund-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task AskedToStop_WhileOrdersAreOpen_ItCancelsThem_SaysSo_AndEndsWithZero()
    {
        // Slow, so that orders stay open for seconds.
        var (host, address) = await FundProcess.ServeAsync(folder, "--Exchange:Speed=6", "--Fund:Slots=195");
        await using var _ = host;
        await using var client = await Events.ConnectAsync(address);
        using var caller = new HttpClient { BaseAddress = address };
        caller.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", FundHost.AdminKey);
        await ReadyAsync(caller);
        using var started = await caller.SendJsonAsync("POST", "/api/v1/cycles", null);
        started.StatusCode.Should().Be(HttpStatusCode.Accepted, await started.Content.ReadAsStringAsync(Cancel));
        while (
            (await client.NextAsync("orderChanged"))
                .GetProperty("data")
                .GetProperty("order")
                .GetProperty("status")
                .GetString()
                is not "accepted"
        ) { }

        var ended = await host.StopAsync();

        ended.ExitCode.Should().Be(0, ended.Error + ended.Output);
        ended.Output.Should().NotContain("Unhandled");
        var open = OpenAtTheExchange();
        if (open == 0)
            ended.Output.Should().Contain("Stopped with no order open");
        else
            ended.Output.Should().Contain($"Stopped with {open} orders open at the broker");
        open.Should().Be(0, "the exchange confirms a cancel at its next step, well within the time of grace");
    }

    [Fact]
    public async Task AskedToStop_WithNothingToDo_ItEndsWithZero_AndWithoutAWarning()
    {
        var (host, _) = await FundProcess.ServeAsync(folder);
        await using var __ = host;

        var ended = await host.StopAsync();

        ended.ExitCode.Should().Be(0, ended.Error + ended.Output);
        (ended.Output + ended.Error).Should().NotContainAny("warn:", "fail:", "crit:", "Unhandled");
    }

    [Fact]
    public async Task HostWhoseDiskIsFull_LivesOn_AndStopsWithZero_WhenThereIsRoomAgain()
    {
        using var disk = SmallDisk.TryMake(256);
        Assert.SkipWhen(disk is null, "A small disk can be made by root on Linux alone.");
        var (host, address) = await FundProcess.ServeAsync(disk.Folder);
        await using var _ = host;
        using var caller = new HttpClient { BaseAddress = address };
        await ReadyAsync(caller);

        disk.Fill();
        await AnswersAsync(caller, "/health/ready", HttpStatusCode.ServiceUnavailable);
        // Ended within four seconds once: the exchange steps four times a second and the fund is marked with it.
        for (var look = 0; look < 30; look++)
        {
            await AnswersAsync(caller, "/health/live", HttpStatusCode.OK);
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, Cancel);
        }
        disk.Free();
        await ReadyAsync(caller);

        var ended = await host.StopAsync();
        ended.ExitCode.Should().Be(0, ended.Error + ended.Output);
        ended.Output.Should().NotContain("Unhandled");
    }

    [Fact]
    public async Task HostWhoseDiskIsFull_StopsWithoutAnAbort()
    {
        using var disk = SmallDisk.TryMake(256);
        Assert.SkipWhen(disk is null, "A small disk can be made by root on Linux alone.");
        var (host, address) = await FundProcess.ServeAsync(disk.Folder);
        await using var _ = host;
        using var caller = new HttpClient { BaseAddress = address };
        await ReadyAsync(caller);

        disk.Fill();
        await AnswersAsync(caller, "/health/ready", HttpStatusCode.ServiceUnavailable);

        var ended = await host.StopAsync();
        ended.ExitCode.Should().Be(0, ended.Error + ended.Output);
        ended.Error.Should().NotContain("Unhandled");
    }

    private static async Task AnswersAsync(HttpClient caller, string path, HttpStatusCode expected)
    {
        while (true)
        {
            using var answer = await caller.GetAsync(path, Cancel);
            if (answer.StatusCode == expected)
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancel);
        }
    }

    private static Task ReadyAsync(HttpClient caller) => AnswersAsync(caller, "/health/ready", HttpStatusCode.OK);

    private long OpenAtTheExchange()
    {
        using var exchange = new SqliteConnection(
            $"Data Source={Path.Combine(folder, "exchange.db")};Mode=ReadOnly;Pooling=False"
        );
        exchange.Open();
        using var count = exchange.CreateCommand();
        count.CommandText = "SELECT count(*) FROM orders WHERE open = 1";
        return (long)count.ExecuteScalar()!;
    }
}
