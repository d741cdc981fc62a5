using System.IO.Compression;
using AwesomeAssertions;
using Xunit;

namespace QuantFund.Web.Tests.CommandLine;

/// <summary>Real bars, cut so that three names begin in 2023, and are traded once they have 63 returns: what was traded before is byte for byte what it was without them.</summary>
public sealed class RealLaterListingTests : IDisposable
{
    private const string Listing = "2023-01-03";

    private static readonly string[] Later = ["AAPL", "JPM", "XOM"];

    private readonly string folder = Directory.CreateTempSubdirectory("quantfund-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task ThreeNamesListedIn2023_ChangeNoTradeOf2022()
    {
        var data = Environment.GetEnvironmentVariable("QUANTFUND_MARKET_DATA");
        Assert.SkipWhen(string.IsNullOrEmpty(data), "QUANTFUND_MARKET_DATA names no folder with real market data.");
        var bars = Path.Combine(data, "daily_bars.csv.gz");
        await CutAsync(bars, "without.csv.gz", (_, _) => false);
        await CutAsync(bars, "later.csv.gz", (_, date) => string.CompareOrdinal(date, Listing) >= 0);

        var without = await TradesAsync(data, "without");
        var later = await TradesAsync(data, "later");

        later.Should().Contain(t => Later.Contains(t.Split(',')[1]), "the new names are traded once they are there");
        Before(later).Should().Equal(Before(without)).And.HaveCountGreaterThan(100);
    }

    private static IEnumerable<string> Before(string[] trades) =>
        trades.Where(t => string.CompareOrdinal(t, Listing) < 0);

    private async Task CutAsync(string bars, string name, Func<string, string, bool> keepsLater)
    {
        using var from = new StreamReader(new GZipStream(File.OpenRead(bars), CompressionMode.Decompress));
        await using var to = new StreamWriter(
            new GZipStream(File.Create(Path.Combine(folder, name)), CompressionLevel.Fastest)
        );
        await to.WriteLineAsync((await from.ReadLineAsync(Stop))!.AsMemory(), Stop);
        while (await from.ReadLineAsync(Stop) is { } line)
        {
            var fields = line.Split(',', 3);
            if (
                string.CompareOrdinal(fields[1], "2021-07-01") < 0
                || string.CompareOrdinal(fields[1], "2023-05-31") > 0
            )
                continue;
            if (!Later.Contains(fields[0]) || keepsLater(fields[0], fields[1]))
                await to.WriteLineAsync(line.AsMemory(), Stop);
        }
    }

    private async Task<string[]> TradesAsync(string data, string name)
    {
        var run = await FundProcess.RunAsync(
            folder,
            "backtest",
            "--bars",
            $"{name}.csv.gz",
            "--vix",
            Path.Combine(data, "vix_daily.csv.gz"),
            "--sectors",
            Path.Combine(data, "sectors.csv.gz"),
            "--from",
            "2022-10-03",
            "--to",
            "2023-05-31",
            "--out",
            name
        );
        run.ExitCode.Should().Be(0, run.Error);
        return (await File.ReadAllLinesAsync(Path.Combine(folder, name, "trades.csv"), Stop))[1..];
    }
}
