using System.Text.Json;
using AwesomeAssertions;
using QuantFund.Web.Tests.Api;
using Xunit;

namespace QuantFund.Web.Tests.CommandLine;

/// <summary>Verbs typed in a folder that is not the fund's, as processes.</summary>
public sealed class FromElsewhereTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("quantfund-").FullName;
    private readonly string elsewhere = Directory.CreateTempSubdirectory("quantfund-").FullName;

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        Directory.Delete(elsewhere, recursive: true);
    }

    [Fact]
    public async Task AHalt_HaltsTheFundThatRuns_AndSaysWhich()
    {
        var (host, address) = await FundProcess.ServeAsync(folder);
        await using var _ = host;
        using var caller = new HttpClient { BaseAddress = address };
        caller.DefaultRequestHeaders.Add("X-Api-Key", FundHost.AdminKey);

        var halted = await RunAsync("halt", "--reason", "from elsewhere");

        halted.ExitCode.Should().Be(0, halted.Error);
        halted.Output.Should().Contain(Path.Combine(folder, "fund.db")).And.Contain(address.ToString().TrimEnd('/'));
        using var cycle = await caller.SendJsonAsync("POST", "/api/v1/cycles", "{}");
        cycle.StatusCode.Should().Be(System.Net.HttpStatusCode.Conflict);
        var status = await RunAsync("status", "--json");
        JsonElement.Parse(status.Output).GetProperty("tradingState").GetString().Should().Be("halted");
        var link = await RunAsync("sign-in");
        link.Output.Should().StartWith($"Sign in: {address.ToString().TrimEnd('/')}/sign-in/");
        var resumed = await RunAsync("resume", "--reason", "all is well");
        resumed.ExitCode.Should().Be(0, resumed.Error);
        resumed.Output.Should().Contain(folder);
        Directory.EnumerateFileSystemEntries(elsewhere).Should().BeEmpty();
    }

    [Theory]
    [InlineData("halt", "--reason", "x")]
    [InlineData("resume", "--reason", "x")]
    [InlineData("status")]
    [InlineData("sign-in")]
    [InlineData("replay", "c20260105-0945")]
    public async Task WithoutAFund_EveryVerbRefuses_InOneLine_AndMakesNothing(params string[] arguments)
    {
        var ended = await RunAsync(arguments);

        ended.ExitCode.Should().Be(2, ended.Error);
        ended.Error.Trim().Should().Contain("There is no fund in").And.Contain("--Data:Directory").And.NotContain("\n");
        ended.Output.Should().BeEmpty();
        Directory.EnumerateFileSystemEntries(elsewhere).Should().BeEmpty();
    }

    private Task<Ended> RunAsync(params string[] arguments) =>
        FundProcess.RunElsewhereAsync(folder, elsewhere, arguments);
}
