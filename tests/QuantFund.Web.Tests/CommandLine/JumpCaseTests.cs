using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using AwesomeAssertions;
using QuantFund.Testing;
using Xunit;

namespace QuantFund.Web.Tests.CommandLine;

/// <summary>A split that nobody told of, and a ticker that became another company's, through the verbs as processes.</summary>
public sealed class JumpCaseTests : IDisposable
{
    private const string Moment = "2024-08-20T17:00:00-04:00";

    private readonly string folder = Directory.CreateTempSubdirectory("quantfund-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task AnUnadjustedSplit_IsNamedAtImportAndInTheRun()
    {
        var bars = CaseFiles.PathOf("raw-split/bars.csv.gz");

        (await RunAsync("import", bars)).Error.Should().Contain("N12").And.Contain("10:1 split");
        var run = await RunAsync("backtest", "--from", "2024-07-25", "--to", "2024-08-09", "--out", "out");

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().Contain("N12 is in doubt").And.NotContain("N11 is in doubt");
    }

    [Fact]
    public async Task NobodyElsesPlanChanges_WhateverTheJump_AndTheNameAbstains()
    {
        var split = await DecideAsync(CaseFiles.PathOf("raw-split/bars.csv.gz"));

        split.Error.Should().Contain("N12 is in doubt");
        split.Plan.Should().NotContain("N12\",\"side\"");
        // The same name falling to a fifth, and not there at all.
        (await DecideAsync(await RewriteAsync(fields => Jump(fields, 2))))
            .Plan.Should()
            .Be(split.Plan);
        (await DecideAsync(await RewriteAsync(f => f[0] == "N12" ? null : f))).Plan.Should().Be(split.Plan);
    }

    [Theory]
    [InlineData("N12,2024-08-01,split,10,ten for one")]
    [InlineData("N12,2024-08-01,real,,it did")]
    public async Task AnExplanation_EndsTheDoubt(string row)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "why.csv"), $"symbol,date,cause,ratio,note\n{row}\n", Stop);

        var decided = await DecideAsync(CaseFiles.PathOf("raw-split/bars.csv.gz"), "--explained", "why.csv");

        decided.Error.Should().NotContain("in doubt");
    }

    [Fact]
    public async Task APositionInDoubt_CanBeSold()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "held.csv"), "symbol,quantity\n\"N12\",900\n", Stop);

        var decided = await DecideAsync(CaseFiles.PathOf("raw-split/bars.csv.gz"), "--positions", "held.csv");

        decided.Plan.Should().Contain("N12");
    }

    [Fact]
    public async Task ATickerThatComesBack_HasNoFeaturesOfTheOneBefore()
    {
        var run = await RunAsync(
            "features",
            "--bars",
            CaseFiles.PathOf("ticker-reuse/bars.csv.gz"),
            "--as-of",
            "2024-08-01T17:00:00-04:00",
            "--symbols",
            "N12",
            "--out",
            "f.csv"
        );

        run.ExitCode.Should().Be(0, run.Error);
        (await File.ReadAllLinesAsync(Path.Combine(folder, "f.csv"), Stop))
            .Where(l => l.Contains("ret_", StringComparison.Ordinal) || l.Contains("vol_", StringComparison.Ordinal))
            .Should()
            .OnlyContain(l => l.EndsWith(','));
    }

    [Theory]
    [InlineData("decide", "--equity", "1000000,00")]
    [InlineData("decide", "--equity", "1,000,000")]
    [InlineData("decide", "--equity", "NaN")]
    [InlineData("decide", "--repeat", "1,5")]
    [InlineData("decide", "--as-of", "30-OCT-2025 15:00:00")]
    [InlineData("decide", "--as-of", "2024-08-20T17:00:00")]
    [InlineData("backtest", "--capital", "1000000,00")]
    [InlineData("backtest", "--from", "5.1.2026")]
    public async Task ANumberOrDateThatCouldMeanTwoThings_IsRefusedByName(string verb, string option, string value)
    {
        string[] usual =
            verb == "decide"
                ? []
                : ["--to", "2024-12-30", .. option == "--from" ? [] : (string[])["--from", "2024-05-01"]];

        var run = await RunAsync([
            verb,
            "--bars",
            CaseFiles.PathOf("raw-split/bars.csv.gz"),
            "--out",
            "out",
            .. usual,
            option,
            value,
        ]);

        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain(option);
    }

    private static string[] Jump(string[] fields, double times)
    {
        if (fields[0] == "N12" && string.CompareOrdinal(fields[1], "2024-08-01") >= 0)
            for (var i = 2; i < 6; i++)
                fields[i] = (double.Parse(fields[i], CultureInfo.InvariantCulture) * times).ToString(
                    "0.0000",
                    CultureInfo.InvariantCulture
                );
        return fields;
    }

    private async Task<string> RewriteAsync(Func<string[], string[]?> change)
    {
        await using var file = File.OpenRead(CaseFiles.PathOf("raw-split/bars.csv.gz"));
        await using var plain = new GZipStream(file, CompressionMode.Decompress);
        using var reader = new StreamReader(plain);
        var path = Path.Combine(folder, $"{Guid.NewGuid():N}.csv");
        await using var writer = new StreamWriter(path);
        while (await reader.ReadLineAsync(Stop) is { } line)
            if (change(line.Split(',')) is { } kept)
                await writer.WriteAsync(string.Join(',', kept) + "\n");
        return path;
    }

    private async Task<(string Plan, string Error)> DecideAsync(string bars, params IEnumerable<string> more)
    {
        var run = await RunAsync(["decide", "--bars", bars, "--as-of", Moment, "--out", "d.json", .. more]);
        run.ExitCode.Should().Be(0, run.Error);
        using var record = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "d.json"), Stop));
        return (record.RootElement.GetProperty("plan").GetProperty("trades").GetRawText(), run.Error);
    }

    private Task<Ended> RunAsync(params IEnumerable<string> arguments) => FundProcess.RunAsync(folder, arguments);
}
