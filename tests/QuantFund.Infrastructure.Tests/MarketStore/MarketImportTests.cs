using System.IO.Compression;
using System.Text;
using AwesomeAssertions;
using QuantFund.Infrastructure.MarketStore;
using QuantFund.Infrastructure.MarketStore.Import;
using Xunit;

namespace QuantFund.Infrastructure.Tests.MarketStore;

public sealed class MarketImportTests : IDisposable
{
    private const string Daily = "symbol,date,open,high,low,close,volume\n";
    private const string Intraday = "symbol,timestamp,open,high,low,close,volume\n";

    private readonly TempFolder temp = new();
    private readonly MarketFolder folder;

    public MarketImportTests() => folder = new MarketFolder(Path.Combine(temp.Path, "market"));

    public void Dispose() => temp.Dispose();

    // 2025-07-04 is a holiday; on 2025-07-03 the exchange closed at 13:00 New York, 17:00 UTC.
    [Theory]
    [InlineData("AAPL,2025-10-01,10,9,8,8.5,100", "high: 9 is below the open or the close")]
    [InlineData("AAPL,2025-10-01,10,9,9.5,9.2,100", "high: 9 is below the low of 9.5")]
    [InlineData("AAPL,2025-10-01,10,11,9.5,9,100", "low: 9.5 is above the open or the close")]
    [InlineData("AAPL,2025-10-01,0,11,9,10,100", "open: 0 must be above 0")]
    [InlineData("AAPL,2025-10-01,10,11,9,-10,100", "close: -10 must be above 0")]
    [InlineData("AAPL,2025-10-01,10,eleven,9,10,100", "high: 'eleven' is no number")]
    [InlineData("AAPL,2025-10-01,10,NaN,9,10,100", "high: 'NaN' is no number")]
    [InlineData("AAPL,2025-10-01,10,11,9,10,-1", "volume: -1 must not be below 0")]
    [InlineData("AAPL,2025-10-01,10,11,9,10,", "volume: '' is no number")]
    [InlineData("aapl,2025-10-01,10,11,9,10,1", "symbol: 'aapl' is no symbol: 1 to 10 capital letters, digits or dots")]
    [InlineData("AAPL,01.10.2025,10,11,9,10,1", "date: '01.10.2025' is no date: write yyyy-mm-dd")]
    [InlineData("AAPL,2025-07-04,10,11,9,10,1", "date: the exchange was closed on 2025-07-04")]
    [InlineData("AAPL,1995-07-05,10,11,9,10,1", "date: 1995-07-05 is outside the calendar, 1998-01-01 to 2030-12-31")]
    [InlineData("AAPL,2025-10-01,10,11,9,10", "volume: is missing: the row has 6 fields, the header 7")]
    [InlineData(
        "AAPL,2025-10-01,10,11,9,10,1,1",
        "volume: is followed by too much: the row has 8 fields, the header 7"
    )]
    [InlineData("MSFT,2025-10-01,1,1,1,1,1", "symbol: is a repeat: line 2 has the same time and symbol")]
    public void ABadDailyRow_IsRejectedWithItsLineAndColumn_AndTheGoodOnesAreKept(string row, string fault)
    {
        var file = temp.File(
            "bars.csv",
            Daily + "MSFT,2025-10-01,10,11,9,10,1\n" + row + "\nMSFT,2025-10-02,10,11,9,10,1\n"
        );

        var stored = Import(file).Should().BeOfType<ImportedFile.Stored>().Subject;

        stored.Good.Should().Be(2);
        stored.Rejected.First.Should().ContainSingle().Which.ToString().Should().Be($"{file}:3: {fault}");
        File.ReadAllLines(stored.Rejected.List!).Should().HaveCount(2);
        Rows(Timeframe.Day).Should().Be(2);
    }

    [Theory]
    [InlineData(
        "2025-10-01T13:31:00Z",
        "timestamp: 2025-10-01T13:31:00Z is off the grid of 15Min bars: they start each 15 min from the open"
    )]
    [InlineData(
        "2025-10-01T13:15:00Z",
        "timestamp: 2025-10-01T13:15:00Z is outside the regular session, 2025-10-01T13:30Z to 20:00Z"
    )]
    [InlineData(
        "2025-10-01T20:00:00Z",
        "timestamp: 2025-10-01T20:00:00Z is outside the regular session, 2025-10-01T13:30Z to 20:00Z"
    )]
    [InlineData(
        "2025-07-03T17:00:00Z",
        "timestamp: 2025-07-03T17:00:00Z is outside the regular session, 2025-07-03T13:30Z to 17:00Z"
    )]
    [InlineData(
        "2025-10-01T13:45:00",
        "timestamp: '2025-10-01T13:45:00' is no moment: write yyyy-mm-ddThh:mm:ssZ, or an offset such as -05:00 for Z"
    )]
    public void ABadIntradayRow_IsRejectedWithItsLineAndColumn(string time, string fault)
    {
        var file = temp.File(
            "bars.csv",
            Intraday + $"MSFT,2025-10-01T13:30:00Z,10,11,9,10,1\nMSFT,{time},10,11,9,10,1\n"
        );

        var stored = Import(file, Timeframe.QuarterHour).Should().BeOfType<ImportedFile.Stored>().Subject;

        stored.Rejected.First.Should().ContainSingle().Which.ToString().Should().Be($"{file}:3: {fault}");
    }

    [Fact]
    public void AnOffsetIsUnderstood_AndTheLastBarOfTheSessionIsInside()
    {
        var file = temp.File(
            "bars.csv",
            Intraday + "MSFT,2025-10-01T09:30:00-04:00,10,11,9,10,1\nMSFT,2025-10-01T19:45:00Z,10,11,9,10,1\n"
        );

        Import(file, Timeframe.QuarterHour).Should().BeOfType<ImportedFile.Stored>().Which.Good.Should().Be(2);
    }

    [Theory]
    [InlineData("13:30", "13:45", "15Min bars")]
    [InlineData("13:30", "13:31", "1Min bars")]
    public void TheTimeframe_IsToldFromTheTimes(string first, string second, string kind)
    {
        var file = temp.File(
            "bars.csv",
            Intraday + $"MSFT,2025-10-01T{first}:00Z,10,11,9,10,1\nMSFT,2025-10-01T{second}:00Z,10,11,9,10,1\n"
        );

        Import(file).Should().BeOfType<ImportedFile.Stored>().Which.Kind.Should().Be(kind);
    }

    [Fact]
    public void AStepThatIsNoTimeframe_IsRefused_AndNamed()
    {
        var file = temp.File(
            "bars.csv",
            Intraday + "MSFT,2025-10-01T13:30:00Z,10,11,9,10,1\nMSFT,2025-10-01T13:35:00Z,10,11,9,10,1\n"
        );

        Import(file)
            .Should()
            .BeOfType<ImportedFile.Refused>()
            .Which.Reason.Should()
            .Contain("the shortest step is 5 min");
    }

    [Theory]
    [InlineData("symbol,date,open,high,low,close\n", "1: the column 'volume' is missing.")]
    [InlineData("symbol,date,open,high,low,close,volume,vwap\n", "1: the column 'vwap' is not known.")]
    [InlineData("symbol,date,open,high,low,close,volume,open\n", "1: the column 'open' is there twice.")]
    [InlineData("", " is empty.")]
    public void AHeaderThatIsNoKind_IsRefused_NamingTheColumn(string header, string reason)
    {
        var file = temp.File("bars.csv", header);

        Import(file).Should().BeOfType<ImportedFile.Refused>().Which.Reason.Should().Contain(reason);
    }

    [Fact]
    public void DatesAndTimeframe_MustAgree()
    {
        var file = temp.File("bars.csv", Daily + "MSFT,2025-10-01,10,11,9,10,1\n");

        Import(file, Timeframe.Minute)
            .Should()
            .BeOfType<ImportedFile.Refused>()
            .Which.Reason.Should()
            .Contain("1Min bars need a column 'timestamp'");
    }

    [Fact]
    public void ATruncatedGzip_IsRefused_AndTheStoreIsAsItWas()
    {
        var good = temp.File("good.csv", Daily + "MSFT,2025-10-01,10,11,9,10,1\n");
        Import(good);
        var before = folder.Manifest();
        var rows = string.Concat(
            Enumerable.Range(0, 20_000).Select(i => $"MSFT,2025-10-{1 + i % 3:00},10,{11 + i},9,10,{i}\n")
        );
        var whole = Gzip(Daily + rows);
        var cut = temp.File("cut.csv.gz", whole[..(whole.Length / 2)]);

        Import(cut).Should().BeOfType<ImportedFile.Refused>().Which.Reason.Should().Contain("damaged or cut off here");

        folder.Manifest().Should().BeEquivalentTo(before);
    }

    [Fact]
    public void GzipFilesJoinedToOne_AreReadWhole()
    {
        byte[] joined = [.. Gzip(Daily + "MSFT,2025-10-01,10,11,9,10,1\n"), .. Gzip("MSFT,2025-10-02,10,11,9,10,1\n")];

        Import(temp.File("joined.csv.gz", joined)).Should().BeOfType<ImportedFile.Stored>().Which.Good.Should().Be(2);
    }

    [Fact]
    public void AGzipCutAtAnyByte_IsRefused()
    {
        var whole = Gzip(Daily + "MSFT,2025-10-01,10,11,9,10,1\n");

        for (var kept = 2; kept < whole.Length; kept++)
            Import(temp.File("cut.csv.gz", whole[..kept])).Should().BeOfType<ImportedFile.Refused>($"{kept} bytes");
    }

    [Fact]
    public void ACorruptGzip_IsRefused()
    {
        var bytes = Gzip(Daily + "MSFT,2025-10-01,10,11,9,10,1\n");
        bytes[^5] ^= 0xff; // the checksum's last byte

        Import(temp.File("corrupt.csv.gz", bytes)).Should().BeOfType<ImportedFile.Refused>();
    }

    [Fact]
    public void AMissingFile_IsRefused() =>
        Import(Path.Combine(temp.Path, "none.csv"))
            .Should()
            .BeOfType<ImportedFile.Refused>()
            .Which.Reason.Should()
            .EndWith("none.csv does not exist.");

    [Fact]
    public void AFileWithoutAGoodRow_ChangesNothing()
    {
        var file = temp.File("bars.csv", Daily + "MSFT,2025-10-01,0,11,9,10,1\n");

        Import(file).Should().BeOfType<ImportedFile.NothingGood>().Which.Rejected.Count.Should().Be(1);

        folder.Manifest().Should().Be(StoreManifest.Empty);
    }

    [Fact]
    public void OnEqualKeys_TheLaterFileWins_AndTheOthersStay()
    {
        var first = temp.File("1.csv", Daily + "MSFT,2025-10-01,10,11,9,10,1\nAAPL,2025-10-01,20,21,19,20,1\n");
        var second = temp.File("2.csv", Daily + "MSFT,2025-10-01,10,12,9,10,1\nMSFT,2025-10-02,10,11,9,10,1\n");
        Import(first);

        var stored = Import(second).Should().BeOfType<ImportedFile.Stored>().Subject;

        (stored.New, stored.Replaced, stored.Unchanged).Should().Be((1, 1, 0));
        Highs().Should().Equal(("AAPL", 21), ("MSFT", 12), ("MSFT", 11));
    }

    [Fact]
    public void TheSameRowsInAnyOrder_AreTheSameStore()
    {
        Import(temp.File("1.csv", Daily + "MSFT,2025-10-01,10,11,9,10,1\nAAPL,2025-10-01,20,21,19,20,1\n"));
        var digest = folder.Manifest().Digest();

        var stored = Import(
            temp.File("2.csv", Daily + "AAPL,2025-10-01,20,21,19,20,1\nMSFT,2025-10-01,10,11,9,10,1\n")
        );

        stored.Should().BeOfType<ImportedFile.Stored>().Which.Unchanged.Should().Be(2);
        folder.Manifest().Digest().Should().Be(digest);
        var other = new MarketFolder(Path.Combine(temp.Path, "other"));
        _ = new MarketImport(other).Run([Path.Combine(temp.Path, "2.csv")], null, null, Stop).ToList();
        other.Manifest().Digest().Should().Be(digest);
    }

    [Fact]
    public void AnImportThatIsCutOff_LeavesTheOldState_AndTheNextOneClearsUp()
    {
        Import(temp.File("1.csv", Daily + "MSFT,2025-10-01,10,11,9,10,1\n"));
        // What a process killed between writing and committing leaves behind.
        var orphan = Path.Combine(folder.Root, "bars/1Day/2025.2.parquet");
        File.WriteAllText(orphan, "half a file");
        Directory.CreateDirectory(Path.Combine(folder.Root, ".staging"));
        File.WriteAllText(Path.Combine(folder.Root, ".staging", "rows.duckdb"), "half a database");
        File.WriteAllText(Path.Combine(folder.Root, "manifest.json.new"), "{");

        Rows(Timeframe.Day).Should().Be(1);
        Import(temp.File("2.csv", Daily + "MSFT,2025-10-02,10,11,9,10,1\n")).Should().BeOfType<ImportedFile.Stored>();

        Rows(Timeframe.Day).Should().Be(2);
        Directory.EnumerateFiles(folder.Root, "*.parquet", SearchOption.AllDirectories).Should().ContainSingle();
    }

    [Fact]
    public void FilesThatAReaderMayStillNeed_AreNotRemoved()
    {
        Import(temp.File("1.csv", Daily + "MSFT,2025-10-01,10,11,9,10,1\n"));
        var read = folder.PathOf(folder.Manifest().Parts.Single());

        using (folder.HoldForReading())
        {
            Import(temp.File("2.csv", Daily + "MSFT,2025-10-02,10,11,9,10,1\n"));
            File.Exists(read).Should().BeTrue();
        }

        Import(temp.File("3.csv", Daily + "MSFT,2025-10-03,10,11,9,10,1\n"));
        File.Exists(read).Should().BeFalse();
    }

    [Fact]
    public void TwoImportsAtOnce_AreRefusedWithAReason()
    {
        using var first = folder.LockForImport();

        FluentActions
            .Invoking(() => Import("any.csv"))
            .Should()
            .Throw<IOException>()
            .WithMessage("Another import writes to *");
    }

    [Fact]
    public void Parquet_IsTakenLikeCsv_WithTheSameChecks()
    {
        var csv = temp.File("1.csv", Daily + "MSFT,2025-10-01,10,11,9,10,1\nAAPL,2025-10-01,20,19,21,20,1\n");
        var parquet = Path.Combine(temp.Path, "1.parquet");
        using (var connection = DuckDb.Open())
            connection.Execute(
                $"COPY (SELECT * FROM read_csv({DuckDb.Text(csv)})) TO {DuckDb.Text(parquet)} (FORMAT parquet)"
            );

        var stored = Import(parquet).Should().BeOfType<ImportedFile.Stored>().Subject;

        stored.Good.Should().Be(1);
        stored.Rejected.First.Single().ToString().Should().Be($"{parquet}:2: high: 19 is below the low of 21");
    }

    [Fact]
    public void ATruncatedParquet_IsRefused()
    {
        var file = temp.File("1.parquet", "PAR1 and then nothing");

        Import(file).Should().BeOfType<ImportedFile.Refused>().Which.Reason.Should().Contain("damaged or cut off");
    }

    [Theory]
    [InlineData("date,open,high,low,close\n2025-10-01,16,17,15,16.5\n", "VIX")]
    [InlineData("series,date,value\nUNRATE,2025-09-01,4.3\n", "macro values")]
    [InlineData(
        "series,title,units,frequency,typical_release_lag_days\nUNRATE,\"Unemployment, share\",percent,monthly,36\n",
        "macro series"
    )]
    [InlineData("symbol,name,sector\nMSFT,Microsoft,Information Technology\n", "sectors")]
    [InlineData(
        "published,article,ticker,relevance,ticker_score,ticker_label,overall_score,topics\n2026-01-18T12:32:42Z,a1,MSFT,1.0,0.2,Neutral,0.1,earnings|technology\n",
        "news scores"
    )]
    public void EachKind_IsToldByItsHeader(string text, string kind) =>
        Import(temp.File("any.csv", text)).Should().BeOfType<ImportedFile.Stored>().Which.Kind.Should().Be(kind);

    [Theory]
    [InlineData("symbol,name,sector\nMSFT,Microsoft,Software\n", "sector: 'Software' is none of *")]
    [InlineData("series,date,value\nUNRATE,2025-09-01,.\n", "value: '.' is no number")]
    [InlineData("date,open,high,low,close\n2025-10-01,16,17,15,18\n", "high: 17 is below the open or the close")]
    [InlineData(
        "published,article,ticker,relevance,ticker_score,ticker_label,overall_score,topics\n2026-01-18T12:32:42Z,a1,MSFT,1.5,0.2,Neutral,0.1,\n",
        "relevance: 1.5 must be 0 to 1"
    )]
    public void EachKind_ChecksItsRows(string text, string fault) =>
        Import(temp.File("any.csv", text))
            .Should()
            .BeOfType<ImportedFile.NothingGood>()
            .Which.Rejected.First.Single()
            .Fault.ToString()
            .Should()
            .Match(fault);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private ImportedFile Import(string path, Timeframe? timeframe = null) =>
        new MarketImport(folder).Run([path], timeframe, null, Stop).Single();

    private long Rows(Timeframe timeframe) => folder.Manifest().RowsOf(MarketTable.Bars(timeframe));

    private List<(string Symbol, double High)> Highs()
    {
        using var connection = DuckDb.Open();
        var files = folder.Manifest().PartsOf(MarketTable.Bars(Timeframe.Day)).Select(folder.PathOf);
        return connection.Query(
            $"SELECT symbol, high FROM {DuckDb.Files(files)} ORDER BY symbol, time",
            r => (r.GetString(0), r.GetDouble(1))
        );
    }

    private static byte[] Gzip(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return bytes.ToArray();
    }
}
