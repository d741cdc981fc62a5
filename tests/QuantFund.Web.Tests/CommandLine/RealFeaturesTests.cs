using System.Globalization;
using System.Text.Json;
using AwesomeAssertions;
using Xunit;

namespace QuantFund.Web.Tests.CommandLine;

/// <summary>What the verbs <c>features</c> and <c>decide</c> read off the real files, against a second implementation.</summary>
public sealed class RealFeaturesTests : IDisposable
{
    private const double Tolerance = 1e-9;

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private readonly string folder = Directory.CreateTempSubdirectory("quantfund-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("2025-12-30T15:00:00-05:00", false)]
    [InlineData("2026-01-20T15:00:00-05:00", true)]
    public async Task EveryFeature_OfEverySymbol_IsWhatTheEquationsGive(string asOf, bool january)
    {
        var data = Data();
        string[] bars = january ? ["daily_bars.csv.gz", "daily_bars_2026-01.csv.gz"] : ["daily_bars.csv.gz"];
        var news = january ? "news_ticker_scores.csv.gz" : null;
        var plain = new PlainFeatures(data, Utc(asOf), bars, news).Compute();
        var macro = new PlainMacro(data, Utc(asOf), plain.Market["vix"]);

        var table = await FeaturesAsync(data, asOf, bars, news);

        table.Select(r => r.Symbol).Distinct(StringComparer.Ordinal).Should().BeEquivalentTo(plain.Symbols);
        var wrong = new List<string>();
        var compared = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (symbol, feature, value) in table)
        {
            var expected = string.Equals(feature, "carry", StringComparison.Ordinal)
                ? macro.Carry.GetValueOrDefault(symbol, double.NaN)
                : plain[symbol, feature];
            if (!Agree(value, expected))
                wrong.Add($"{symbol} {feature}: {value:R}, by the equation {expected:R}");
            if (!double.IsNaN(value))
                compared[feature] = compared.GetValueOrDefault(feature) + 1;
        }
        wrong.Should().BeEmpty();
        // Nothing agrees by being absent.
        compared.Keys.Should().Contain(["ret_252", "beta_126", "rsi_14", "volume_ratio", "rel_strength"]);
        compared["ret_1"].Should().Be(january ? 136 : 460);
        compared["vwap_z"].Should().Be(90);
        compared.ContainsKey("sent_score").Should().Be(january);
        // In January no interest rate is fresh any more.
        compared.GetValueOrDefault("carry").Should().Be(january ? 0 : 7);
    }

    [Theory]
    [InlineData("2025-12-30T15:00:00-05:00", false)]
    [InlineData("2026-01-20T15:00:00-05:00", true)]
    public async Task WhatTheRegimeIsReadFrom_IsWhatTheEquationsGive(string asOf, bool january)
    {
        var data = Data();
        string[] bars = january ? ["daily_bars.csv.gz", "daily_bars_2026-01.csv.gz"] : ["daily_bars.csv.gz"];
        var news = january ? "news_ticker_scores.csv.gz" : null;
        var plain = new PlainFeatures(data, Utc(asOf), bars, news).Compute();
        var path = Path.Combine(folder, "decision.json");

        var decided = await FundProcess.RunAsync(folder, Arguments("decide", data, asOf, bars, news, path));

        decided.ExitCode.Should().Be(0, decided.Error);
        using var record = JsonDocument.Parse(await File.ReadAllTextAsync(path, Cancel));
        var market = record.RootElement.GetProperty("market");
        foreach (var (name, value) in plain.Market)
            Agree(Number(market.GetProperty(name)), value)
                .Should()
                .BeTrue("{0} is {1}, by the equation {2:R}", name, market.GetProperty(name), value);
        var composites = new PlainMacro(data, Utc(asOf), plain.Market["vix"]).Composites;
        foreach (var (name, value) in composites)
            Agree(Number(market.GetProperty("macro").GetProperty(name)), value)
                .Should()
                .BeTrue(
                    "{0} is {1}, by the equation {2:R}",
                    name,
                    market.GetProperty("macro").GetProperty(name),
                    value
                );
        composites.Values.Count(v => !double.IsNaN(v)).Should().Be(january ? 3 : 5);
        foreach (var strategy in record.RootElement.GetProperty("strategies").EnumerateArray())
            Says(strategy).Should().BeTrue("{0} speaks or says why not", strategy.GetProperty("id"));
    }

    private static DateTime Utc(string asOf) => DateTimeOffset.Parse(asOf, CultureInfo.InvariantCulture).UtcDateTime;

    private static bool Says(JsonElement strategy) =>
        strategy.GetProperty("silence").ValueKind == JsonValueKind.String
        || strategy.GetProperty("opinions").GetArrayLength() > 0
        || strategy.GetProperty("abstentions").EnumerateObject().Any();

    private static bool Agree(double a, double b) =>
        double.IsNaN(a)
            ? double.IsNaN(b)
            : Math.Abs(a - b) <= Tolerance * Math.Max(Math.Abs(a), Math.Abs(b)) || Math.Abs(a - b) < 1e-15;

    private static double Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.NaN;

    private static string Data()
    {
        var data = Environment.GetEnvironmentVariable("QUANTFUND_MARKET_DATA");
        Assert.SkipWhen(
            string.IsNullOrEmpty(data) || !File.Exists(Path.Combine(data, "daily_bars.csv.gz")),
            "QUANTFUND_MARKET_DATA is not set: name a folder with daily_bars.csv.gz to run this."
        );
        return data!;
    }

    private async Task<List<(string Symbol, string Feature, double Value)>> FeaturesAsync(
        string data,
        string asOf,
        string[] bars,
        string? news
    )
    {
        var path = Path.Combine(folder, "features.csv");
        var run = await FundProcess.RunAsync(folder, Arguments("features", data, asOf, bars, news, path));
        run.ExitCode.Should().Be(0, run.Error);
        var rows = new List<(string, string, double)>();
        foreach (var line in (await File.ReadAllLinesAsync(path, Cancel)).Skip(1))
        {
            var fields = line.Split(',');
            rows.Add(
                (
                    fields[0],
                    fields[1],
                    fields[2].Length == 0 ? double.NaN : double.Parse(fields[2], CultureInfo.InvariantCulture)
                )
            );
        }
        return rows;
    }

    private static string[] Arguments(
        string verb,
        string data,
        string asOf,
        string[] bars,
        string? news,
        string output
    ) =>
        [
            verb,
            "--as-of",
            asOf,
            .. bars.SelectMany(b => new[] { "--bars", Path.Combine(data, b) }),
            "--intraday",
            Path.Combine(data, "intraday_15min.csv.gz"),
            "--vix",
            Path.Combine(data, "vix_daily.csv.gz"),
            "--macro",
            Path.Combine(data, "macro.csv.gz"),
            "--macro",
            Path.Combine(data, "macro_series.csv"),
            "--sectors",
            Path.Combine(data, "sectors.csv.gz"),
            .. news is null ? Array.Empty<string>() : ["--news", Path.Combine(data, news)],
            "--out",
            output,
        ];
}
