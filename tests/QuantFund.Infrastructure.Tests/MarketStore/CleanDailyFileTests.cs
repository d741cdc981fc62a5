using System.Globalization;
using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Infrastructure.MarketStore;
using QuantFund.Infrastructure.MarketStore.Import;
using Xunit;

namespace QuantFund.Infrastructure.Tests.MarketStore;

public sealed class CleanDailyFileTests : IDisposable
{
    private const string Header = "symbol,date,open,high,low,close,volume\n";
    private const string Good = "MSFT,2025-10-01,10,11,9,10,1\n";

    private static readonly DateOnly From = new(2025, 1, 1);
    private static readonly DateOnly Through = new(2025, 12, 31);

    private readonly string folder = Directory.CreateTempSubdirectory("quantfund-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void NumbersAreThoseThatAParseGives_BitForBit()
    {
        var random = new Random(5);
        var days = NyseCalendar.Instance.Sessions(From, Through);
        var closes = days.Select(_ =>
                ((decimal)random.NextInt64(1, 999_999_999_999) / (decimal)Math.Pow(10, random.Next(0, 9))).ToString(
                    CultureInfo.InvariantCulture
                )
            )
            .Where(t => t.Length <= 13)
            .ToList();
        var rows = closes.Select((c, i) => $"A,{days[i].Date:yyyy-MM-dd},{c},{c},{c},{c},{c}\n");

        var read = CleanDailyFile.TryRead(FileOf(Header + string.Concat(rows)), Stop)!;

        read.Bars(0, int.MaxValue)
            .Select(b => BitConverter.DoubleToInt64Bits(b.Close))
            .Should()
            .Equal(closes.Select(c => BitConverter.DoubleToInt64Bits(double.Parse(c, CultureInfo.InvariantCulture))))
            .And.HaveCountGreaterThan(200);
    }

    [Theory]
    [InlineData("")]
    [InlineData("date,symbol,open,high,low,close,volume\n" + Good)]
    [InlineData(Header)]
    [InlineData(Header + "\"MSFT\",2025-10-01,10,11,9,10,1\n")]
    [InlineData(Header + "msft,2025-10-01,10,11,9,10,1\n")]
    [InlineData(Header + "MSFT,2025-10-04,10,11,9,10,1\n")]
    [InlineData(Header + "MSFT,2025-02-29,10,11,9,10,1\n")]
    [InlineData(Header + "MSFT,2025-10-01,10,9.99,9,10,1\n")]
    [InlineData(Header + "MSFT,2025-10-01,10,11,0,10,1\n")]
    [InlineData(Header + "MSFT,2025-10-01,10,11,9,10,-1\n")]
    [InlineData(Header + "MSFT,2025-10-01,10,11,9,10\n")]
    [InlineData(Header + "MSFT,2025-10-01,10,11,9,10,1,1\n")]
    [InlineData(Header + "MSFT,2025-10-01,1e1,11,9,10,1\n")]
    [InlineData(Header + Good + Good)]
    [InlineData(Header + Good + "MSFT,2025-09-30,10,11,9,10,1\n")]
    [InlineData(Header + Good + "AAPL,2025-10-01,10,11,9,10,1\nMSFT,2025-10-01,10,11,9,10,1\n")]
    public void WhatIsNotPlain_OrHasAFault_IsLeftToTheImport(string text)
    {
        CleanDailyFile.TryRead(FileOf(text), Stop).Should().BeNull();
        CleanDailyFile.TryRead(Path.Combine(folder, "missing.csv"), Stop).Should().BeNull();
    }

    [Fact]
    public void OfEqualKeys_TheLaterFileCounts_AndTheRangeIsThatOfAll()
    {
        var first = FileOf(Header + Good + "MSFT,2025-10-02,10,11,9,10,1");
        var second = FileOf(Header + "AAPL,2025-10-06,5,5,5,5,0\nMSFT,2025-10-01,20,21,19,20,1\r\n");

        var bars = DailyBars.TryRead([first, second], Stop)!;

        bars.Range.Should().Be((new DateOnly(2025, 10, 1), new DateOnly(2025, 10, 6)));
        bars.Names(From, Through).Select(s => s.Value).Should().Equal("AAPL", "MSFT");
        bars.Names(new DateOnly(2025, 10, 2), new DateOnly(2025, 10, 2)).Should().ContainSingle();
        bars.Between(From, Through).Last(b => b.Symbol.Value == "MSFT" && b.Time.Day == 1).Close.Should().Be(20);
        DailyBars.TryRead([first, Path.Combine(folder, "missing.csv")], Stop).Should().BeNull();
    }

    private string FileOf(string text)
    {
        var path = Path.Combine(folder, $"{Guid.NewGuid():N}.csv");
        File.WriteAllText(path, text);
        return path;
    }
}
