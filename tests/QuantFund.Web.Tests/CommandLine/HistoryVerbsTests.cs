using System.Globalization;
using System.Text;
using System.Text.Json;
using AwesomeAssertions;
using QuantFund.Core.Domain.Calendar;
using Xunit;

namespace QuantFund.Web.Tests.CommandLine;

/// <summary>The verbs over history as processes, on a small market of eight shares and SPY.</summary>
public sealed class HistoryVerbsTests : IDisposable
{
    private const string Header = "symbol,date,open,high,low,close,volume\n";
    private const int Names = 8;
    private const int Sessions = 340;

    private static readonly DateOnly Last = new(2025, 12, 31);

    private readonly string folder = Directory.CreateTempSubdirectory("quantfund-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Backtest_WritesItsFourFiles_AndTheyAgree()
    {
        await MarketAsync("bars.csv");

        var run = await RunAsync(
            "backtest",
            "--from",
            "2025-11-03",
            "--to",
            "2025-12-31",
            "--bars",
            "bars.csv",
            "--out",
            "out"
        );

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().Contain("41 sessions").And.Contain("intraday strategies are silent");
        using var report = JsonDocument.Parse(await TextAsync("report.json"));
        var root = report.RootElement;
        foreach (
            var key in (string[])
                ["totalReturn", "annualReturn", "volatility", "sharpe", "maxDrawdown", "turnover", "costs", "trades"]
        )
            root.TryGetProperty(key, out _).Should().BeTrue(key);
        var equity = (await TextAsync("equity.csv")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        equity[0].Should().Be("date,equity,cash,gross,net,drawdown");
        equity.Should().HaveCount(42);
        var first = Number(equity[1], 1);
        var last = Number(equity[^1], 1);
        root.GetProperty("totalReturn").GetDouble().Should().BeApproximately((last / first) - 1, 1e-9);
        var trades = (await TextAsync("trades.csv")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        trades[0].Should().Be("time,symbol,side,quantity,price,cost,strategies");
        root.GetProperty("trades").GetInt32().Should().Be(trades.Length - 1).And.BePositive();
        trades.Skip(1).Sum(t => Number(t, 5)).Should().BeApproximately(root.GetProperty("costs").GetDouble(), 0.01);
        var page = await TextAsync("report.html");
        page.Should()
            .Contain("<svg")
            .And.NotContain("http://")
            .And.NotContain("https://")
            .And.NotContain("<script src");
    }

    [Fact]
    public async Task ABacktestWithQuarterHours_DecidesWithinTheSession_AndIsFlatOfWhatItOpenedThere()
    {
        await MarketAsync("bars.csv");
        await File.WriteAllTextAsync(Path.Combine(folder, "quarters.csv"), QuarterHours(), Stop);

        var run = await RunAsync(
            "backtest",
            "--from",
            "2025-12-01",
            "--to",
            "2025-12-31",
            "--bars",
            "bars.csv",
            "--intraday",
            "quarters.csv",
            "--strategies",
            "opening-range-breakout",
            "--out",
            "out"
        );

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().Contain("22 sessions").And.NotContain("are silent");
        using var report = JsonDocument.Parse(await TextAsync("report.json"));
        report.RootElement.GetProperty("shadows").GetArrayLength().Should().BePositive();
        var equity = (await TextAsync("equity.csv")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        equity.Should().HaveCount(23);
        equity.Skip(1).Should().OnlyContain(day => Number(day, 3) == 0);
        var trades = (await TextAsync("trades.csv")).Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
        trades.Should().NotBeEmpty();
        trades.Should().OnlyContain(t => t.EndsWith(",opening-range-breakout") || t.EndsWith(','));
        // New York is five hours behind: nothing at 9:30, before a bar of the session is complete.
        trades.Should().OnlyContain(t => string.CompareOrdinal(t.Substring(11, 5), "14:45") >= 0);
        (await TextAsync("report.html")).Should().Contain("Shadow books");
    }

    [Fact]
    public async Task SlotsThatAreNone_EndABacktest_AndTheKeyIsNamed()
    {
        await MarketAsync("bars.csv");

        var run = await RunAsync(
            "--Fund:Slots=1",
            "backtest",
            "--from",
            "2025-12-01",
            "--to",
            "2025-12-31",
            "--bars",
            "bars.csv",
            "--out",
            "out"
        );

        run.ExitCode.Should().NotBe(0);
        run.Error.Should().Contain("Fund:Slots");
    }

    [Fact]
    public async Task Features_AreOneLineForEachNameAndFeature_EmptyWhereHistoryIsShort()
    {
        await MarketAsync("bars.csv");

        var run = await RunAsync("features", "--bars", "bars.csv", "--symbols", "S1,SPY", "--out", "f.csv");

        run.ExitCode.Should().Be(0, run.Error);
        var lines = await File.ReadAllLinesAsync(Path.Combine(folder, "f.csv"), Stop);
        lines[0].Should().Be("symbol,feature,value");
        lines.Skip(1).Select(l => l.Split(',')[0]).Distinct(StringComparer.Ordinal).Should().Equal("S1", "SPY");
        lines
            .Should()
            .ContainSingle(l => l.StartsWith("S1,vwap,", StringComparison.Ordinal))
            .Which.Should()
            .Be("S1,vwap,");
        Number(lines.Single(l => l.StartsWith("SPY,beta_126,", StringComparison.Ordinal)), 2)
            .Should()
            .BeApproximately(1, 1e-9);
    }

    [Fact]
    public async Task Decide_WritesTheRecord_AndEndsWithTheMedians()
    {
        await MarketAsync("bars.csv");

        var run = await RunAsync("decide", "--bars", "bars.csv", "--repeat", "2", "--out", "d.json");

        run.ExitCode.Should().Be(0, run.Error);
        using var record = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "d.json"), Stop));
        record.RootElement.GetProperty("hash").GetString().Should().HaveLength(64);
        using var times = JsonDocument.Parse(run.Output.Trim().Split('\n')[^1]);
        times.RootElement.GetProperty("symbols").GetInt32().Should().Be(Names + 1);
        times.RootElement.GetProperty("repeats").GetInt32().Should().Be(2);
        times.RootElement.GetProperty("totalMs").GetDouble().Should().BePositive();
        times.RootElement.GetProperty("phases").EnumerateObject().Should().NotBeEmpty();
    }

    [Fact]
    public async Task ARowThatIsBad_IsNamedByItsLine_AndTheOthersCount()
    {
        var text = Market().Replace("S2,2025-12-31,", "S2,2025-12-31,x", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(folder, "bars.csv"), text, Stop);
        var line = text.Split('\n').ToList().FindIndex(l => l.Contains(",x", StringComparison.Ordinal)) + 1;

        var run = await RunAsync("features", "--bars", "bars.csv", "--out", "f.csv");

        run.ExitCode.Should().Be(0, run.Error);
        run.Error.Should().Contain($"bars.csv:{line}: open: 'x");
    }

    [Fact]
    public async Task AFileReadAsItIs_AndTheSameThroughTheImport_GiveTheSameFeatures()
    {
        await MarketAsync("bars.csv");
        // A padded header is for the import; the rows are the same.
        await File.WriteAllTextAsync(
            Path.Combine(folder, "padded.csv"),
            Market().Replace("symbol,date,", "symbol, date,", StringComparison.Ordinal),
            Stop
        );

        var plain = await RunAsync("features", "--bars", "bars.csv", "--out", "plain.csv");
        var imported = await RunAsync("features", "--bars", "padded.csv", "--out", "imported.csv");

        plain.ExitCode.Should().Be(0, plain.Error);
        imported.ExitCode.Should().Be(0, imported.Error);
        (await File.ReadAllTextAsync(Path.Combine(folder, "imported.csv"), Stop))
            .Should()
            .Be(await File.ReadAllTextAsync(Path.Combine(folder, "plain.csv"), Stop));
    }

    [Theory]
    [InlineData("--as-of: 'noon' is no moment.", "features", "--as-of", "noon")]
    [InlineData("--as-of: '2025-12-30T15:00:00' is no moment.", "decide", "--as-of", "2025-12-30T15:00:00")]
    [InlineData("--symbols: the data has no bars of ZZZ", "features", "--symbols", "ZZZ")]
    [InlineData("--symbols: 'a b' is no symbol", "features", "--symbols", "a b")]
    [InlineData("--equity: must be above 0 dollars.", "decide", "--equity", "0")]
    [InlineData("--repeat: must be 1 or more.", "decide", "--repeat", "0")]
    [InlineData(
        "--from: '2025-13-01' is no date: write yyyy-mm-dd.",
        "backtest",
        "--from",
        "2025-13-01",
        "--to",
        "2025-12-31"
    )]
    [InlineData(
        "--to: '31.12.2025' is no date: write yyyy-mm-dd.",
        "backtest",
        "--from",
        "2025-11-03",
        "--to",
        "31.12.2025"
    )]
    [InlineData("--to: must be after --from.", "backtest", "--from", "2025-12-01", "--to", "2025-11-03")]
    [InlineData("Option '--to' is required.", "backtest", "--from", "2025-12-01")]
    [InlineData(
        "--capital: must be above 0 dollars.",
        "backtest",
        "--from",
        "2025-11-03",
        "--to",
        "2025-12-31",
        "--capital",
        "0"
    )]
    [InlineData(
        "--strategies: there is no 'luck'.",
        "backtest",
        "--from",
        "2025-11-03",
        "--to",
        "2025-12-31",
        "--strategies",
        "luck"
    )]
    public async Task WhatCanNotBe_Ends2_AndNamesTheOption(string message, params string[] arguments)
    {
        await MarketAsync("bars.csv");

        var run = await RunAsync([.. arguments, "--bars", "bars.csv", "--out", "out"]);

        run.ExitCode.Should().Be(2, run.Error);
        run.Error.Should().Contain(message);
    }

    [Theory]
    [InlineData("2035-12-30 is out of reach", "features", "--as-of", "2035-12-30T15:00:00-05:00")]
    [InlineData("1990-01-03 is out of reach", "backtest", "--from", "1990-01-03", "--to", "2025-12-31")]
    public async Task ADayThatTheCalendarDoesNotReach_IsNamed(string message, params string[] arguments)
    {
        await MarketAsync("bars.csv");

        var run = await RunAsync([.. arguments, "--bars", "bars.csv", "--out", "out"]);

        run.ExitCode.Should().Be(1, run.Error);
        run.Error.Should().Contain(message).And.NotContain("Unhandled");
    }

    [Theory]
    [InlineData("symbol,date,open,high,low,close\n", 2, "bars.csv:1: the column 'volume' is missing.")]
    [InlineData(Header + "S1,2025-12-31,1,x,1,1,1\n", 1, "bars.csv:2: high: 'x' is no number")]
    [InlineData(Header + "S1,2025-12-25,1,1,1,1,1\n", 1, "bars.csv:2: date: the exchange was closed on 2025-12-25")]
    [InlineData("date,open,high,low,close\n2025-12-31,1,1,1,1\n", 2, "--bars: bars.csv holds VIX.")]
    [InlineData("", 2, "bars.csv is empty.")]
    public async Task AFileThatIsNoGood_EndsTheVerb_AndIsNamedWithItsFault(string text, int code, string message)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "bars.csv"), text, Stop);

        var run = await RunAsync("features", "--bars", "bars.csv", "--out", "f.csv");

        run.ExitCode.Should().Be(code, run.Error);
        run.Error.Should().Contain(message);
        File.Exists(Path.Combine(folder, "f.csv")).Should().BeFalse();
    }

    [Fact]
    public async Task ABacktestOutsideTheData_SaysHowManySessionsThereAre()
    {
        await MarketAsync("bars.csv");

        var run = await RunAsync(
            "backtest",
            "--from",
            "2026-02-02",
            "--to",
            "2026-03-02",
            "--bars",
            "bars.csv",
            "--out",
            "out"
        );

        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain("daily bars of 0 sessions from 2026-02-02 to 2026-03-02; a backtest needs two.");
    }

    private Task<Ended> RunAsync(params string[] arguments) => FundProcess.RunAsync(folder, arguments);

    private Task<string> TextAsync(string file) => File.ReadAllTextAsync(Path.Combine(folder, "out", file), Stop);

    private Task MarketAsync(string file) => File.WriteAllTextAsync(Path.Combine(folder, file), Market(), Stop);

    /// <summary>
    /// The last 45 sessions of the market in 15-minute bars: quiet for half an hour, then a straight line that leaves the
    /// opening range far behind, ten times as far as on a usual day.
    /// </summary>
    private static string QuarterHours()
    {
        var text = new StringBuilder("symbol,timestamp,open,high,low,close,volume\n");
        foreach (var (symbol, n) in Enumerable.Range(1, Names).Select(n => ($"S{n}", n)).Append(("SPY", 0)))
        foreach (var (session, i) in NyseCalendar.Instance.LastSessions(Last, 45).Select((s, i) => (s, i)))
        {
            var price = 100.0 + n;
            var drift = 0.02 * Math.Sin((7919.0 * i) + (104_729.0 * n * i));
            for (var slot = 0; slot < session.BarCount; slot++)
            {
                var open = price;
                price *= 1 + (slot < 2 ? 0.0001 : drift / 2);
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{symbol},{session.Open.Add(slot * Session.BarLength):yyyy-MM-ddTHH:mm:ssZ},{open:0.0000},{Math.Max(open, price) * 1.0001:0.0000},{Math.Min(open, price) * 0.9999:0.0000},{price:0.0000},{1_000_000 + (10_000 * i)}\n"
                );
            }
        }
        return text.ToString();
    }

    private static double Number(string line, int field) =>
        double.Parse(line.Split(',')[field], CultureInfo.InvariantCulture);

    /// <summary>Names that drift up and down, each at its own pace and with noise of its own: the sine of a large number.</summary>
    private static string Market()
    {
        var text = new StringBuilder(Header);
        var days = NyseCalendar.Instance.LastSessions(Last, Sessions);
        foreach (var (symbol, n) in Enumerable.Range(1, Names).Select(n => ($"S{n}", n)).Append(("SPY", 0)))
        {
            var close = 100.0;
            for (var i = 0; i < days.Count; i++)
            {
                close *= 1 + (0.0006 * (n - 2)) + (0.02 * Math.Sin((7919.0 * i) + (104_729.0 * n * i)));
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{symbol},{days[i].Date:yyyy-MM-dd},{close * 0.999:0.0000},{close * 1.01:0.0000},{close * 0.99:0.0000},{close:0.0000},{20_000_000 + (1000 * n)}\n"
                );
            }
        }
        return text.ToString();
    }
}
