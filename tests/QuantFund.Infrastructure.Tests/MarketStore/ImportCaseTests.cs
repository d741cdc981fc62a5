using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Infrastructure.MarketStore;
using QuantFund.Infrastructure.MarketStore.Import;
using QuantFund.Testing;
using Xunit;

namespace QuantFund.Infrastructure.Tests.MarketStore;

/// <summary>Files that public bug reports are about, and what each must give.</summary>
public sealed class ImportCaseTests : IDisposable
{
    private const string Daily = "symbol,date,open,high,low,close,volume\n";
    private const string Stamped = "symbol,timestamp,open,high,low,close,volume\n";

    private readonly TempFolder temp = new();
    private readonly MarketFolder folder;

    public ImportCaseTests() => folder = new MarketFolder(Path.Combine(temp.Path, "market"));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => temp.Dispose();

    [Fact]
    public void AQuoteThatIsNotClosed_SpoilsItsOwnLineAndNoOther()
    {
        var stored = Stored(Import(CaseFiles.PathOf("stray-quote/bars.csv")));

        stored.Good.Should().Be(6);
        stored.Rejected.First.Should().ContainSingle().Which.Line.Should().Be(3);
        stored.Rejected.First[0].Fault.Reason.Should().Contain("not closed");
    }

    [Fact]
    public void AMidnightOfAnotherZone_IsRefused_NotStoredADayEarly()
    {
        var nothing = Import(CaseFiles.PathOf("daily-stamp-shift/daily.csv"), Timeframe.Day)
            .Should()
            .BeOfType<ImportedFile.NothingGood>()
            .Subject;

        nothing.Rejected.Count.Should().Be(10);
        nothing.Rejected.First[0].Fault.Reason.Should().Contain("midnight of neither UTC nor New York");
        Import(CaseFiles.PathOf("daily-stamp-shift/daily.csv")).Should().NotBeOfType<ImportedFile.Stored>();
    }

    // The clocks of New York went on at 2025-03-09 and back at 2025-11-02.
    [Theory]
    [InlineData("2025-03-07T05:00:00Z", "2025-03-07")]
    [InlineData("2025-03-10T04:00:00Z", "2025-03-10")]
    [InlineData("2025-03-10T00:00:00-04:00", "2025-03-10")]
    [InlineData("2025-03-10T00:00:00Z", "2025-03-10")]
    [InlineData("2025-03-10T00:00:00", "2025-03-10")]
    [InlineData("2025-03-10 00:00:00+00", "2025-03-10")]
    [InlineData("2025-03-10 00:00:00.000000000+0000", "2025-03-10")]
    [InlineData("2025-03-10T20:00:00Z", "2025-03-10")]
    [InlineData("2025-03-10T05:00:00Z", null)]
    [InlineData("2025-03-10T00:00:00-05:00", null)]
    [InlineData("2025-03-10T00:00:00+01:00", null)]
    [InlineData("2025-03-09T20:00:00-04:00", null)]
    [InlineData("2025-03-11T00:00:00+05:30", null)]
    public void ADailyStamp_GivesTheDateThatIsWritten_OrIsRefused(string stamp, string? date)
    {
        var file = temp.File("bars.csv", Stamped + $"MSFT,{stamp},10,11,9,10,1\n");

        var imported = Import(file, Timeframe.Day);

        if (date is null)
            imported.Should().BeOfType<ImportedFile.NothingGood>();
        else
            Bars().Should().ContainSingle().Which.Time.ToString("yyyy-MM-dd").Should().Be(date);
    }

    [Fact]
    public void AFilesName_IsNoPattern()
    {
        Stored(Import(CaseFiles.PathOf("glob-name/bars[1].parquet"))).Good.Should().BePositive();

        Bars().Select(b => b.Symbol.Value).Distinct(StringComparer.Ordinal).Should().Equal("BRKT");
    }

    [Fact]
    public void AFolderNamedLikeAColumn_IsItsPlaceAlone()
    {
        Stored(Import(CaseFiles.PathOf("hive-folder/symbol=ZZZ/bars.parquet"))).Good.Should().BePositive();

        Bars().Select(b => b.Symbol.Value).Distinct(StringComparer.Ordinal).Should().Equal("AAPL");
    }

    [Theory]
    [InlineData("a*b")]
    [InlineData("a?b")]
    [InlineData("a[1]b")]
    [InlineData("a{x,y}b")]
    [InlineData("a;b=c")]
    [InlineData("a#b%20c")]
    [InlineData("a'b\"c")]
    [InlineData("a b\\c")]
    [InlineData("symbol=ZZZ")]
    [InlineData("s3:")]
    [InlineData("größe")]
    public void AnyName_OfFileFolderOrStore_IsTakenAsItIs(string name)
    {
        var at = Directory.CreateDirectory(Path.Combine(temp.Path, name)).FullName;
        // What a pattern would find beside it.
        Directory.CreateDirectory(Path.Combine(temp.Path, "aXb"));
        var file = Path.Combine(at, name + ".parquet");
        File.Copy(CaseFiles.PathOf("glob-name/bars[1].parquet"), file);
        var csv = Path.Combine(at, name + ".csv");
        File.WriteAllText(csv, Daily + "CSV,2025-10-01,10,x,9,10,1\nCSV,2025-10-01,10,11,9,10,1\n");
        var store = new MarketFolder(Path.Combine(at, "market"));

        var stored = new MarketImport(store).Run([file, csv, csv], null, null, Stop).ToList();

        stored.Should().AllBeOfType<ImportedFile.Stored>();
        using var history = new MarketHistory(new MarketFolder(Path.Combine(at, "market")));
        history
            .Names(new DateOnly(2000, 1, 1), new DateOnly(2030, 1, 1))
            .Select(s => s.Value)
            .Should()
            .Equal("BRKT", "CSV");
    }

    [Fact]
    public void AMidnightInParquet_IsADate() =>
        Stored(Import(CaseFiles.PathOf("parquet-timestamp-date/date_ts.parquet"))).Rejected.Count.Should().Be(0);

    [Theory]
    [InlineData("d::DATE")]
    [InlineData("d::TIMESTAMP")]
    [InlineData("d::TIMESTAMP_S")]
    [InlineData("d::TIMESTAMP_MS")]
    [InlineData("d::TIMESTAMP_NS")]
    [InlineData("(d::TIMESTAMP)::TIMESTAMPTZ")]
    [InlineData("(d::TIMESTAMP + INTERVAL 5 HOUR)::TIMESTAMPTZ")]
    [InlineData("d::VARCHAR")]
    public void ADateInParquet_IsReadFromAnyType(string type)
    {
        var file = Parquet(
            $"SELECT 'MSFT'::VARCHAR AS symbol, {type} AS date, 10.5::FLOAT AS open, 11.25::DECIMAL(10,4) AS high, 9 AS low, 10.5::DOUBLE AS close, 100::HUGEINT AS volume FROM (SELECT DATE '2025-01-02' AS d)"
        );

        Stored(Import(file)).Good.Should().Be(1);

        var bar = Bars().Single();
        (bar.Time.UtcDateTime, bar.Open, bar.High).Should().Be((new DateTime(2025, 1, 2), 10.5, 11.25));
    }

    [Fact]
    public void AMomentInParquet_IsReadInAnyUnit()
    {
        foreach (var type in (string[])["TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP", "TIMESTAMP_NS", "TIMESTAMPTZ"])
        {
            var file = Parquet(
                $"SELECT 'MSFT' AS symbol, (TIMESTAMP '2025-01-02 14:30:00' + INTERVAL (i * 15) MINUTE)::{type} AS timestamp, 10 AS open, 11 AS high, 9 AS low, 10 AS close, 1 AS volume FROM range(4) r(i)"
            );

            var stored = Stored(Import(file));

            (stored.Kind, stored.Good).Should().Be(("15Min bars", 4), type);
        }
    }

    [Theory]
    [InlineData("newest-first-guess/h30_desc.csv")]
    [InlineData("newest-first-guess/h30_asc.csv")]
    public void HalfHours_AreRefusedForWhatTheyAre_InAnyOrder(string name)
    {
        foreach (var named in (Timeframe?[])[null, Timeframe.QuarterHour, Timeframe.Minute])
            Import(CaseFiles.PathOf(name), named)
                .Should()
                .BeOfType<ImportedFile.Refused>()
                .Which.Reason.Should()
                .Contain("30 min");
    }

    [Fact]
    public void TheOrderOfRows_SaysNothing()
    {
        Stored(Import(CaseFiles.PathOf("newest-first-guess/d_desc.csv"))).Good.Should().Be(5);
        var digest = folder.Manifest().Digest();
        Stored(Import(CaseFiles.PathOf("newest-first-guess/d_asc.csv"))).Unchanged.Should().Be(5);
        folder.Manifest().Digest().Should().Be(digest);
    }

    [Theory]
    [InlineData(1, "1Min bars")]
    [InlineData(15, "15Min bars")]
    [InlineData(5, null)]
    [InlineData(60, null)]
    public void ShuffledBars_AreToldLikeSortedOnes(int minutes, string? kind)
    {
        var open = DateTimeOffset.Parse("2025-01-02T14:30:00Z", System.Globalization.CultureInfo.InvariantCulture);
        var rows = (
            from symbol in (string[])["AAPL", "MSFT", "KO"]
            from day in (int[])[0, 1]
            from bar in Enumerable.Range(0, 360 / minutes)
            select $"{symbol},{open.AddDays(day).AddMinutes(bar * minutes):yyyy-MM-dd'T'HH:mm:ss'Z'},10,11,9,10,1\n"
        ).ToArray();
        new Random(3).Shuffle(rows);

        var imported = Import(temp.File("bars.csv", Stamped + string.Concat(rows)));

        if (kind is null)
            imported.Should().BeOfType<ImportedFile.Refused>().Which.Reason.Should().Contain($"{minutes} min apart");
        else
            Stored(imported).Should().Match<ImportedFile.Stored>(s => s.Kind == kind && s.Good == rows.Length);
    }

    [Fact]
    public void RoundingNoise_IsMended_AndNothingMore()
    {
        Stored(Import(CaseFiles.PathOf("ohlc-float-noise/noise.csv"))).Good.Should().Be(2);
        Bars().Should().OnlyContain(b => b.High >= b.Close && b.High >= b.Open && b.Low <= b.Open && b.Low <= b.Close);

        Import(temp.File("worse.csv", Daily + "AAPL,2025-01-02,10.1,10.4999,9,10.5,1\n"))
            .Should()
            .BeOfType<ImportedFile.NothingGood>();
    }

    [Fact]
    public void EndLabels_ArePointedOut_AndShiftedOnDemand()
    {
        var file = CaseFiles.PathOf("end-labelled-bars/q_end.csv");

        Import(file).Should().BeOfType<ImportedFile.Refused>().Which.Reason.Should().Contain("--label end");

        var shifted = Stored(Import(file, label: BarLabel.End));
        var open = DateTimeOffset.Parse("2024-03-08T14:30:00Z", System.Globalization.CultureInfo.InvariantCulture);
        (shifted.Good, shifted.Rejected.Count).Should().Be((104, 0));
        using var history = new MarketHistory(folder);
        history.QuarterHours(NyseCalendar.Instance.SessionOn(new DateOnly(2024, 3, 8))!)[0].Time.Should().Be(open);
        Import(CaseFiles.PathOf("wrong-timeframe/q_utc.csv"), label: BarLabel.End)
            .Should()
            .BeOfType<ImportedFile.Refused>();
    }

    [Theory]
    [InlineData("wrong-timeframe/h_5.csv", Timeframe.QuarterHour, "the times are 5 min apart")]
    [InlineData("wrong-timeframe/h_5.csv", Timeframe.Minute, "the times are 5 min apart")]
    [InlineData("wrong-timeframe/q_utc.csv", Timeframe.Day, "several of one name")]
    [InlineData("wrong-timeframe/q_utc.csv", Timeframe.Minute, "the times are 15 min apart")]
    [InlineData("wrong-timeframe/one_bar_each.csv", null, "--timeframe")]
    public void ATimeframeThatTheTimesContradict_IsRefused(string name, Timeframe? timeframe, string reason) =>
        Import(CaseFiles.PathOf(name), timeframe)
            .Should()
            .BeOfType<ImportedFile.Refused>()
            .Which.Reason.Should()
            .Contain(reason);

    [Fact]
    public void WeeklyBars_AreNoDailyOnes() =>
        Import(
                temp.File(
                    "weekly.csv",
                    Daily
                        + string.Concat(
                            Enumerable
                                .Range(0, 6)
                                .Select(w =>
                                    $"MSFT,{new DateOnly(2025, 1, 6).AddDays(7 * w):yyyy-MM-dd},10,11,9,10,1\n"
                                )
                        )
                )
            )
            .Should()
            .BeOfType<ImportedFile.Refused>()
            .Which.Reason.Should()
            .Contain("no daily bars");

    [Fact]
    public void TwoFilesOfOneName_KeepBothLists_AndAListIsBounded()
    {
        var paths = (string[])
            [
                .. new[] { "a", "b" }.Select(f =>
                    Path.Combine(Directory.CreateDirectory(Path.Combine(temp.Path, f)).FullName, "bars.csv")
                ),
            ];
        File.WriteAllText(paths[0], Daily + "MSFT,2025-10-01,10,11,9,10,1\nMSFT,2025-10-02,x,11,9,10,1\n");
        File.WriteAllText(
            paths[1],
            Daily
                + "KO,2025-10-01,10,11,9,10,1\n"
                + string.Concat(Enumerable.Repeat("KO,2025-10-02,y,11,9,10,1\n", 20_000))
        );

        var imported = new MarketImport(folder).Run(paths, null, null, Stop).ToList();

        var lists = imported.Cast<ImportedFile.Stored>().Select(s => s.Rejected.List!).ToList();
        File.ReadAllLines(lists[0])[1].Should().Contain("'x' is no number");
        var second = File.ReadAllLines(lists[1]);
        second.Should().HaveCount(RejectList.MostListed + 2);
        second[^1].Should().Contain("10000 more");
        ((ImportedFile.Stored)imported[1]).Rejected.Count.Should().Be(20_000);
    }

    private ImportedFile Import(string path, Timeframe? timeframe = null, BarLabel? label = null) =>
        new MarketImport(folder).Run([path], timeframe, null, Stop, label).Single();

    private static ImportedFile.Stored Stored(ImportedFile file) =>
        file.Should().BeOfType<ImportedFile.Stored>(file.ToString()).Subject;

    private IReadOnlyList<StoredBar> Bars()
    {
        using var history = new MarketHistory(folder);
        return history.Daily(new DateOnly(2000, 1, 1), new DateOnly(2030, 1, 1));
    }

    private string Parquet(string select)
    {
        var path = Path.Combine(temp.Path, "made.parquet");
        using var connection = DuckDb.Open();
        connection.Execute($"COPY ({select}) TO {DuckDb.Text(path)} (FORMAT parquet)");
        return path;
    }
}
