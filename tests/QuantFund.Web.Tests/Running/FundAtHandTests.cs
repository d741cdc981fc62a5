using AwesomeAssertions;
using Microsoft.Extensions.Configuration;
using QuantFund.Web.CommandLine;
using QuantFund.Web.CommandLine.History;
using QuantFund.Web.Running;
using Xunit;

namespace QuantFund.Web.Tests.Running;

/// <summary>Which fund a verb means. The folder <c>there</c> holds a store, <c>empty</c> does not.</summary>
public sealed class FundAtHandTests : IDisposable
{
    private const string Connection = "Host=db;Database=fund;Username=me;Password=secret";
    private const string Masked = "Host=db;Port=5432;Database=fund;Username=me";

    private readonly string folder = Directory.CreateTempSubdirectory("quantfund-").FullName;

    public FundAtHandTests()
    {
        foreach (var name in new[] { "there", "other" })
        {
            Directory.CreateDirectory(In(name));
            File.WriteAllText(Path.Combine(In(name), "fund.db"), "");
        }
        Directory.CreateDirectory(In("empty"));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void ANamedFolderWithAFund_IsMeant_WhateverElseRuns()
    {
        var found = Find("there", null, stops: true, Host("other"));

        found.DataDirectory.Should().Be(In("there"));
        found.Host.Should().BeNull();
        found.ToString().Should().Contain(In("there"));
    }

    [Fact]
    public void ANamedFolderOfARunningHost_NamesTheHostToo()
    {
        var found = Find("there", null, stops: false, Host("other"), Host("there"));

        found.Host!.DataDirectory.Should().Be(In("there"));
        found.ToString().Should().Contain("process 7").And.Contain("http://127.0.0.1:5080");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ANamedFolderWithoutAFund_IsRefused_WithWhatRunsHere(bool stops) =>
        Refusal("empty", null, stops, Host("other")).Should().Contain("no fund").And.Contain(In("other"));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void NothingNamed_OneHostRuns_IsThatOne(bool stops) =>
        Find(null, null, stops, Host("other")).DataDirectory.Should().Be(In("other"));

    [Fact]
    public void NothingNamed_SeveralHostsRun_IsRefused_WithTheirNames() =>
        Refusal(null, null, true, Host("other"), Host("there"))
            .Should()
            .Contain(In("other"))
            .And.Contain(In("there"))
            .And.Contain("--Data:Directory");

    [Fact]
    public void NothingNamed_NothingRuns_NoFundInTheDefaultFolder_IsRefused() =>
        Refusal(null, null, true).Should().Contain("no fund").And.Contain("data");

    [Fact]
    public void AHostOnPostgres_NeedsItsConnectionString_AndNeverShowsAPassword()
    {
        var refusal = Refusal("there", null, true, Host("there", Masked));

        refusal.Should().Contain("ConnectionStrings__Fund").And.Contain(Masked).And.Contain("http://127.0.0.1:5080");
        Refusal(null, null, true, Host("there", Masked)).Should().Contain("ConnectionStrings__Fund");
    }

    [Fact]
    public void ANamedDatabase_IsMeant_AndItsHostIsFound()
    {
        var found = Find(null, Connection, stops: true, Host("other"), Host("there", Masked));

        found.Database.Should().Be(Masked);
        found.DataDirectory.Should().Be(In("there"));
        found.ToString().Should().NotContain("secret");
    }

    private FundAtHand Find(string? directory, string? connection, bool stops, params RunningHost[] running) =>
        FundAtHand.Find(
            new ConfigurationBuilder()
                .AddInMemoryCollection([
                    new("Data:Directory", directory is null ? null : In(directory)),
                    new("ConnectionStrings:Fund", connection),
                ])
                .Build(),
            running,
            stops
        );

    private string Refusal(string? directory, string? connection, bool stops, params RunningHost[] running)
    {
        var act = () => Find(directory, connection, stops, running);
        var refused = act.Should().Throw<VerbRefusedException>().Which;
        refused.ExitCode.Should().Be(ExitCode.BadUsage);
        refused.Message.Should().NotContain("\n");
        return refused.Message;
    }

    private RunningHost Host(string name, string? database = null) =>
        new(7, "http://127.0.0.1:5080", In(name), database, DateTimeOffset.UnixEpoch);

    private string In(string name) => Path.Combine(folder, name);
}
