using System.IO.Compression;
using System.Text;
using AwesomeAssertions;
using QuantFund.Infrastructure.MarketStore;
using QuantFund.Infrastructure.MarketStore.Import;
using Xunit;

namespace QuantFund.Infrastructure.Tests.MarketStore;

/// <summary>What a file may be instead of a table in CSV, and what CSV may look like.</summary>
public sealed class ImportTextTests : IDisposable
{
    private const string Daily = "symbol,date,open,high,low,close,volume\n";
    private const string Row = "MSFT,2025-10-01,10,11,9,10,1\n";

    private readonly TempFolder temp = new();
    private readonly MarketFolder folder;

    public ImportTextTests() => folder = new MarketFolder(Path.Combine(temp.Path, "market"));

    public void Dispose() => temp.Dispose();

    [Theory]
    [InlineData("<!DOCTYPE html><html>Not found</html>", "HTML page")]
    [InlineData("{\"Information\": \"limit\"}", "JSON")]
    [InlineData("[1,2]", "JSON")]
    [InlineData("<?xml version=\"1.0\"?><a/>", "XML")]
    [InlineData("%PDF-1.7", "a PDF")]
    [InlineData("BZh91AY", "bzip2")]
    [InlineData("symbol;date;open;high;low;close;volume\nMSFT;2025-10-01;10;11;9;10;1\n", "separated by ';'")]
    [InlineData("symbol\tdate\topen\thigh\tlow\tclose\tvolume\n", "separated by tabs")]
    [InlineData("\"symbol,date\nopen\n", "the header can't be read: a quote is opened and not closed")]
    public void WhatIsNoTable_IsNamedForWhatItIs(string text, string reason) =>
        Import(temp.File("any.csv", text))
            .Should()
            .BeOfType<ImportedFile.Refused>()
            .Which.Reason.Should()
            .Contain(reason);

    [Fact]
    public void Archives_AreNamed_AndGzipInGzipIsOne()
    {
        Refusal(temp.File("bars.zip", Zip("bars.csv"))).Should().Contain("a zip archive");
        Refusal(temp.File("bars.csv", Zip("xl/workbook.xml"))).Should().Contain("an Excel workbook");
        Refusal(temp.File("bars.gz", Gzip(Gzip(Bytes(Daily + Row))))).Should().Contain("gzip inside gzip");
        Refusal(temp.File("bars.json.gz", Gzip(Bytes("{}"))))
            .Should()
            .Contain("JSON, perhaps an error message inside gzip");
    }

    [Fact]
    public void TextIsRead_WhateverItsMarkOrLineEnds()
    {
        byte[][] forms =
        [
            Bytes(Daily + Row),
            Bytes((Daily + Row).Replace("\n", "\r\n", StringComparison.Ordinal)),
            Bytes((Daily + Row).Replace("\n", "\r", StringComparison.Ordinal)),
            [.. Encoding.UTF8.Preamble, .. Bytes(Daily + Row)],
            [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Daily + Row)],
            [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Daily + Row)],
            Bytes(
                "\"symbol\",\"date\",\"open\",\"high\",\"low\",\"close\",\"volume\"\n \"MSFT\" , \"2025-10-01\",10,11,9,10,1"
            ),
        ];
        foreach (var form in forms)
            Import(temp.File("bars.csv", form)).Should().BeOfType<ImportedFile.Stored>().Which.Good.Should().Be(1);

        Refusal(temp.File("bars.csv", Encoding.Unicode.GetBytes(Daily + Row))).Should().Contain("UTF-16");
        Refusal(temp.File("bars.csv", [.. Bytes(Daily), 0xe9, 0x2c])).Should().Contain("no UTF-8");
    }

    [Theory]
    [InlineData(Row + "KO,2025-10-01,\"10,11,9,10,1\n", 1, "3")]
    [InlineData(Row + "KO,2025-10-01,\"10,11,9,10,1", 1, "3")]
    [InlineData("KO,2025-10-01,\"10,11,9,10,1\n" + Row + "AAPL,2025-10-01,10\",11,9,10,1\n", 1, "2,4")]
    [InlineData("KO,2025-10-01,\"10,11,9,10,1\nAAPL,2025-10-01,10\",11,9,10,1\n" + Row, 1, "2")]
    [InlineData(Row + "KO,2025-10-01,\"10\"0,11,9,10,1\n", 1, "3")]
    public void AQuoteOnTheWrongPlace_CostsTheLinesThatHaveIt(string rows, int good, string lines)
    {
        var stored = Import(temp.File("bars.csv", Daily + rows)).Should().BeOfType<ImportedFile.Stored>().Subject;

        stored.Good.Should().Be(good);
        string.Join(',', stored.Rejected.First.Select(r => r.Line)).Should().Be(lines);
    }

    [Fact]
    public void AQuotedField_MayHoldCommasQuotesAndLineBreaks()
    {
        var file = temp.File(
            "sectors.csv",
            "symbol,name,sector\nMSFT,\"Microsoft \"\"M\"\"\nCorp, Inc.\",Information Technology\nKO,Coca-Cola,Consumer Staples\n"
        );

        Import(file).Should().BeOfType<ImportedFile.Stored>().Which.Good.Should().Be(2);

        using var history = new MarketHistory(folder);
        history.Sectors().Values.Select(s => s.Name).Should().Contain("Microsoft \"M\" Corp, Inc.");
    }

    [Fact]
    public void ALongLine_IsRejected_NotKept_AndWhatIsShownOfACellIsShort()
    {
        var file = temp.File(
            "bars.csv",
            Daily
                + $"KO,2025-10-01,{new string('9', 5_000_000)},11,9,10,1\nKO,2025-10-02,{new string('x', 60_000)},11,9,10,1\n"
                + Row
        );

        var stored = Import(file).Should().BeOfType<ImportedFile.Stored>().Subject;

        stored.Good.Should().Be(1);
        stored.Rejected.First.Should().OnlyContain(r => r.ToString().Length < 400).And.HaveCount(2);
    }

    [Fact]
    public void ControlCharactersOfAFile_AreShownEscaped()
    {
        var file = temp.File("bars.csv", Daily + "KO,2025-10-01,\u001b[31mred,11,9,10,1\n" + Row);

        var stored = Import(file).Should().BeOfType<ImportedFile.Stored>().Subject;

        stored.Rejected.First.Single().ToString().Should().Contain("\\u001B[31mred").And.NotContain("\u001b");
    }

    private string Refusal(string path) => Import(path).Should().BeOfType<ImportedFile.Refused>().Subject.Reason;

    private ImportedFile Import(string path) =>
        new MarketImport(folder).Run([path], null, null, TestContext.Current.CancellationToken).Single();

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Gzip(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
            gzip.Write(content);
        return bytes.ToArray();
    }

    private static byte[] Zip(string entry)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create))
        using (var content = archive.CreateEntry(entry).Open())
            content.Write("x"u8);
        return bytes.ToArray();
    }
}
