using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using AwesomeAssertions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using QuantFund.Infrastructure.Persistence;
using QuantFund.Web.Tests.Api;
using Xunit;

namespace QuantFund.Web.Tests.CommandLine;

/// <summary>The verbs as processes, beside a running host and without one.</summary>
public sealed class VerbsTests : IDisposable
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private readonly string folder = Directory.CreateTempSubdirectory("quantfund-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Halt_WithTheHostDead_Holds_AndOnlyResumeLiftsIt()
    {
        var (dead, _) = await FundProcess.ServeAsync(folder);
        await using (dead)
            await dead.KillAsync();
        var halted = await FundProcess.RunAsync(folder, "halt", "--reason", "power cut");

        halted.ExitCode.Should().Be(0, halted.Error);
        halted.Output.Should().Contain("power cut");
        (await StateAsync()).Should().Be("halted");
        var (host, address) = await FundProcess.ServeAsync(folder);
        await using (host)
        {
            (await ShownStateAsync(address)).Should().Be("halted");
            await host.KillAsync();
        }
        (await StateAsync()).Should().Be("halted");
        var resumed = await FundProcess.RunAsync(folder, "resume", "--reason", "power is back");
        resumed.ExitCode.Should().Be(0, resumed.Error);
        (await StateAsync()).Should().Be("active");
    }

    [Fact]
    public async Task Halt_BesideARunningHost_IsHeardByIt_AndSoIsResume()
    {
        var (host, address) = await FundProcess.ServeAsync(folder);
        await using var _ = host;
        await using var client = await Events.ConnectAsync(address);

        var halted = await FundProcess.RunAsync(folder, "halt", "--reason", "from outside");

        halted.ExitCode.Should().Be(0, halted.Error);
        // A new fund's beginning may be told first.
        var heard = await client.NextAsync("tradingStateChanged");
        if (heard.GetProperty("data").GetProperty("state").GetString() is "active")
            heard = await client.NextAsync("tradingStateChanged");
        heard.GetProperty("data").GetProperty("state").GetString().Should().Be("halted");
        heard.GetProperty("data").GetProperty("reason").GetString().Should().Be("from outside");
        heard.GetProperty("data").GetProperty("by").GetString().Should().Be("command-line");
        using var caller = Caller(address);
        using var refused = await caller.SendJsonAsync("POST", "/api/v1/cycles", "{}");
        await refused.ProblemAsync(HttpStatusCode.Conflict);

        var resumed = await FundProcess.RunAsync(folder, "resume", "--reason", "all is well");

        resumed.ExitCode.Should().Be(0, resumed.Error);
        (await client.NextAsync("tradingStateChanged"))
            .GetProperty("data")
            .GetProperty("state")
            .GetString()
            .Should()
            .Be("active");
    }

    [Fact]
    public async Task Status_OfAFundThatNeverLed_SaysThatNothingHasHappened()
    {
        await BeginStoreAsync();

        var status = await FundProcess.RunAsync(folder, "status");

        status.ExitCode.Should().Be(0, status.Error);
        status.Output.Should().Contain("never measured").And.Contain("no contact with the broker");
    }

    [Fact]
    public async Task SignIn_MakesALink_ThatTheRunningHostTakes()
    {
        var (host, address) = await FundProcess.ServeAsync(folder);
        await using var _ = host;

        var printed = await FundProcess.RunAsync(folder, "sign-in");

        var link = new Uri(printed.Output.Trim()["Sign in: ".Length..]);
        link.GetLeftPart(UriPartial.Authority).Should().Be(address.GetLeftPart(UriPartial.Authority));
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var entered = await browser.GetAsync(link, Cancel);
        entered.Headers.Location!.ToString().Should().Be("/");
    }

    [Theory]
    [InlineData("--reason", "halt")]
    [InlineData("--reason", "halt", "--reason")]
    [InlineData("--reason", "halt", "--reason", " ")]
    [InlineData("--reason", "resume")]
    [InlineData("stauts", "stauts")]
    [InlineData("--jsn", "status", "--jsn")]
    [InlineData("--verbose", "--verbose")]
    public async Task BadUsage_Is2_SaysWhy_AndTouchesNothing(string named, params string[] arguments)
    {
        var ended = await FundProcess.RunAsync(folder, arguments);

        ended.ExitCode.Should().Be(2, ended.Error);
        ended.Error.Should().Contain(named);
        Directory.EnumerateFileSystemEntries(folder).Should().BeEmpty();
    }

    [Theory]
    [InlineData("Auth:BootstrapKey", "short")]
    [InlineData("Auth:RequestsPerSecond", "0")]
    [InlineData("Exchange:Speed", "-1")]
    [InlineData("Fund:Slots", "0")]
    [InlineData("Fund:Approval", "sometimes")]
    public async Task ABadSetting_EndsTheStart_WithItsKeyNamed(string key, string value)
    {
        var ended = await FundProcess.RunAsync(folder, "--urls=http://127.0.0.1:0", $"--{key}={value}");

        ended.ExitCode.Should().Be(1, ended.Error);
        ended.Error.Should().Contain(key).And.NotContain("   at ");
    }

    [Fact]
    public async Task ADataFolderThatCantBe_EndsTheStart_WithItsKeyNamed()
    {
        var file = Path.Combine(folder, "a-file");
        await File.WriteAllTextAsync(file, "", Cancel);

        var ended = await FundProcess.RunAsync(
            folder,
            "--urls=http://127.0.0.1:0",
            $"--Data:Directory={Path.Combine(file, "data")}"
        );

        ended.ExitCode.Should().Be(1, ended.Error);
        ended.Error.Should().Contain("Data:Directory").And.NotContain("   at ");
    }

    [Fact]
    public async Task ATakenAddress_EndsTheStart_WithAWayOut()
    {
        var (host, address) = await FundProcess.ServeAsync(folder);
        await using var _ = host;
        var other = Directory.CreateDirectory(Path.Combine(folder, "other")).FullName;

        var ended = await FundProcess.RunAsync(folder, $"--urls={address}", $"--Data:Directory={other}");

        ended.ExitCode.Should().Be(1, ended.Error);
        ended.Error.Should().Contain("--urls").And.NotContain("   at ");
    }

    [Fact]
    public async Task ASecondHost_OnTheSameData_RefusesToStart()
    {
        var (host, _) = await FundProcess.ServeAsync(folder);
        await using var __ = host;

        var ended = await FundProcess.RunAsync(folder, "--urls=http://127.0.0.1:0");

        ended.ExitCode.Should().Be(1, ended.Error);
        ended.Error.Should().Contain("Data:Directory").And.NotContain("   at ");
    }

    /// <summary>A store as a host makes it before anything else.</summary>
    private async Task BeginStoreAsync()
    {
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddFundPersistence(
                new ConfigurationBuilder().AddInMemoryCollection([new("Data:Directory", folder)]).Build()
            )
            .BuildServiceProvider();
        await services.GetRequiredService<FundSchema>().ReadyAsync(Cancel);
    }

    private async Task<string> StateAsync()
    {
        var status = await FundProcess.RunAsync(folder, "status", "--json");
        status.ExitCode.Should().Be(0, status.Error);
        return JsonElement.Parse(status.Output).GetProperty("tradingState").GetString()!;
    }

    private static async Task<string> ShownStateAsync(Uri address)
    {
        await using var client = await Events.ConnectAsync(address);
        return (await client.NextAsync("fundMarked"))
            .GetProperty("data")
            .GetProperty("fund")
            .GetProperty("tradingState")
            .GetString()!;
    }

    private static HttpClient Caller(Uri address)
    {
        var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", FundHost.AdminKey);
        return client;
    }
}
