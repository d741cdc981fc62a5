using System.Globalization;
using System.Text.Json;
using AwesomeAssertions;
using Xunit;

namespace QuantFund.Web.Tests.CommandLine;

/// <summary>Markets that made a backtest lie once, played by the program as a user starts it.</summary>
public sealed class BacktestCasesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("quantfund-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>A short jumps ×200 on 2024-08-01: what was lost is more than there was.</summary>
    [Fact]
    public async Task EquityBelowZero_EndsTheRunThatDay_AndNoRatioIsMadeOfIt()
    {
        var (report, equity, _) = await RunAsync("negative-equity");

        equity[^1].Should().StartWith("2024-08-01,-").And.Contain(",,,", "no exposure is a fraction of no equity");
        report.GetProperty("ruined").GetString().Should().Be("2024-08-01");
        report.GetProperty("to").GetString().Should().Be("2024-08-01");
        foreach (var name in (string[])["annualReturn", "volatility", "sharpe", "sortino", "turnover"])
            report.GetProperty(name).ValueKind.Should().Be(JsonValueKind.Null, name);
        report
            .GetProperty("notes")
            .EnumerateArray()
            .Should()
            .Contain(n => n.GetProperty("text").GetString()!.StartsWith("Ruined", StringComparison.Ordinal));
    }

    /// <summary>N09 is halted from 2024-08-01 to 2024-10-15: bars of one price and no volume.</summary>
    [Fact]
    public async Task BarWithoutVolume_FillsNothing()
    {
        var (_, _, trades) = await RunAsync("zero-volume-fill");

        var halted = trades
            .Where(t => t.Contains(",N09,", StringComparison.Ordinal))
            .Select(t => DateOnly.Parse(t[..10], CultureInfo.InvariantCulture))
            .ToList();
        halted.Should().NotContain(d => d >= new DateOnly(2024, 8, 1) && d <= new DateOnly(2024, 10, 15));
        halted.Should().Contain(new DateOnly(2024, 10, 16), "it is sold once it trades again");
    }

    private async Task<(JsonElement Report, string[] Equity, string[] Trades)> RunAsync(string name)
    {
        var run = await FundProcess.RunAsync(
            folder,
            "backtest",
            "--bars",
            CaseFile.Of(Path.Combine(name, "bars.csv.gz")),
            "--from",
            "2024-05-01",
            "--to",
            "2024-12-30",
            "--out",
            name
        );
        run.ExitCode.Should().Be(0, run.Error);
        var stop = TestContext.Current.CancellationToken;
        using var report = JsonDocument.Parse(
            await File.ReadAllTextAsync(Path.Combine(folder, name, "report.json"), stop)
        );
        return (
            report.RootElement.Clone(),
            await File.ReadAllLinesAsync(Path.Combine(folder, name, "equity.csv"), stop),
            await File.ReadAllLinesAsync(Path.Combine(folder, name, "trades.csv"), stop)
        );
    }
}
