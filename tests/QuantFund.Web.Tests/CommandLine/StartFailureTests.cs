using System.Net;
using System.Net.Sockets;
using AwesomeAssertions;
using Xunit;

namespace QuantFund.Web.Tests.CommandLine;

/// <summary>Starts that can't be, as processes: one line that says how to mend it, an exit code, no stack.</summary>
public sealed class StartFailureTests : IDisposable
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private readonly string folder = Directory.CreateTempSubdirectory("quantfund-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("Risk:MaxPositonFraction", "0.1", "Risk:MaxPositionFraction")]
    [InlineData("Exchange:Speed", "abc", "Exchange:Speed")]
    [InlineData("Alpaca:Environment", "live", "Alpaca")]
    [InlineData("ConnectionStrings:Fund", "this is none", "ConnectionStrings:Fund")]
    [InlineData("ConnectionStrings:Fund", "Database=fund", "ConnectionStrings:Fund")]
    [InlineData("Fund:Universe", "nowhere.csv", "Fund:Universe")]
    public async Task ASettingThatCantBe_IsNamed(string key, string value, string named) =>
        (await FailAsync(1, $"--{key}={value}")).Should().Contain(named);

    [Fact]
    public async Task ADatabaseThatCantBeReached_IsNamed_WithoutItsPassword() =>
        (await FailAsync(1, "--ConnectionStrings:Fund=Host=127.0.0.1;Port=1;Database=f;Username=u;Password=hush"))
            .Should()
            .Contain("ConnectionStrings:Fund")
            .And.NotContain("hush");

    [Theory]
    [InlineData("fund.db")]
    [InlineData("exchange.db")]
    public async Task ADamagedStore_IsNamed_AndLeftAsItIs(string store)
    {
        var file = Path.Combine(folder, store);
        var garbage = new byte[16384];
        new Random(1).NextBytes(garbage);
        await File.WriteAllBytesAsync(file, garbage, Cancel);

        (await FailAsync(1)).Should().Contain(store);
        (await File.ReadAllBytesAsync(file, Cancel)).Should().Equal(garbage);
    }

    [Fact]
    public async Task APortInUse_IsNamed()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        (await FailAsync(1, $"--urls=http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}"))
            .Should()
            .Contain("--urls");
    }

    [Theory]
    [InlineData("--urls=nonsense")]
    [InlineData("--urls=http://127.0.0.1:99999")]
    public async Task AnAddressThatIsNone_IsOneLine(string urls) => await FailAsync(1, urls);

    [Fact]
    public async Task AReplayWithoutData_Is2() =>
        (await FailAsync(2, "--Exchange:Market=replay")).Should().Contain("import");

    [Fact]
    public async Task AnotherSeed_OnAUsedFolder_Is2()
    {
        var (host, _) = await FundProcess.ServeAsync(folder);
        await using (host)
            await host.KillAsync();

        (await FailAsync(2, "--Exchange:Seed=2")).Should().Contain("Exchange:Seed");
    }

    [Fact]
    public async Task ADamagedStore_IsOneLineForAVerbToo()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "fund.db"), new string('x', 8192), Cancel);

        var ended = await FundProcess.RunAsync(folder, "halt", "--reason", "x");

        ended.ExitCode.Should().Be(1);
        ended.Error.Trim().Should().Contain("fund.db").And.NotContain("\n");
    }

    private async Task<string> FailAsync(int code, params string[] arguments)
    {
        var urls = Array.Exists(arguments, a => a.StartsWith("--urls", StringComparison.Ordinal))
            ? []
            : new[] { "--urls=http://127.0.0.1:0" };
        var ended = await FundProcess.RunAsync(folder, [.. urls, .. arguments]);

        ended.ExitCode.Should().Be(code, ended.Output + ended.Error);
        (ended.Output + ended.Error).Should().NotContain("   at ").And.NotContain("Unhandled");
        var lines = ended.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        lines.Should().ContainSingle(ended.Error);
        return lines[0];
    }
}
