using System.Globalization;
using System.Text.Json;
using AwesomeAssertions;
using Xunit;

namespace QuantFund.Web.Tests.CommandLine;

/// <summary>The backtest as a process on three weeks of real 15-minute bars, an early close among them.</summary>
public sealed class RealBacktestTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("quantfund-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task RealBars_ArePlayed_TheBookAddsUp_AndTheIntradayOnesAreFlatEachNight()
    {
        var data = Environment.GetEnvironmentVariable("QUANTFUND_MARKET_DATA");
        Assert.SkipWhen(string.IsNullOrEmpty(data), "QUANTFUND_MARKET_DATA names no folder with real market data.");

        var all = await RunAsync(data, "all");
        var intraday = await RunAsync(
            data,
            "intraday",
            "--strategies",
            "opening-range-breakout,vwap-reversion,volume-spike"
        );

        all.Report.GetProperty("sessions").GetInt32().Should().Be(13);
        var lines = all.Report.GetProperty("lines");
        var sum = Line("pricePnl") - Line("tradingCost") - Line("fees") - Line("borrow") + Line("interest");
        sum.Should().BeApproximately(Line("equityChange"), 0.005);
        var change = Number(all.Equity[^1], 1) - Number(all.Equity[0], 1);
        change.Should().BeApproximately(Line("equityChange"), 0.005);
        all.Report.GetProperty("assumptions")
            .EnumerateArray()
            .Should()
            .Contain(a =>
                a.GetString()!.StartsWith("In 12 sessions there are 15-minute bars", StringComparison.Ordinal)
            );
        intraday.Equity.Should().OnlyContain(day => Number(day, 3) == 0);
        intraday
            .Report.GetProperty("shadows")
            .EnumerateArray()
            .Should()
            .Contain(s => s.GetProperty("opinions").GetInt32() > 100);

        double Line(string name) => lines.GetProperty(name).GetDouble();
    }

    private async Task<(JsonElement Report, string[] Equity)> RunAsync(string data, string name, params string[] more)
    {
        var run = await FundProcess.RunAsync(
            folder,
            [
                "backtest",
                "--from",
                "2025-12-12",
                "--to",
                "2025-12-31",
                "--bars",
                Path.Combine(data, "daily_bars.csv.gz"),
                "--intraday",
                Path.Combine(data, "intraday_15min.csv.gz"),
                "--vix",
                Path.Combine(data, "vix_daily.csv.gz"),
                "--sectors",
                Path.Combine(data, "sectors.csv.gz"),
                "--out",
                name,
                .. more,
            ]
        );
        run.ExitCode.Should().Be(0, run.Error);
        var stop = TestContext.Current.CancellationToken;
        using var report = JsonDocument.Parse(
            await File.ReadAllTextAsync(Path.Combine(folder, name, "report.json"), stop)
        );
        var equity = await File.ReadAllLinesAsync(Path.Combine(folder, name, "equity.csv"), stop);
        return (report.RootElement.Clone(), equity[1..]);
    }

    private static double Number(string line, int field) =>
        double.Parse(line.Split(',')[field], CultureInfo.InvariantCulture);
}
