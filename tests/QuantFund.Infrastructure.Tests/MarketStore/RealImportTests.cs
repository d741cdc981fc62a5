using AwesomeAssertions;
using QuantFund.Infrastructure.MarketStore;
using QuantFund.Infrastructure.MarketStore.Import;
using Xunit;

namespace QuantFund.Infrastructure.Tests.MarketStore;

public sealed class RealImportTests : IDisposable
{
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void TheRealFiles_AreTakenWhole_AndASecondTimeChangesNothing()
    {
        string[] files =
        [
            RealMarketData.File("daily_bars.csv.gz"),
            RealMarketData.File("intraday_15min.csv.gz"),
            RealMarketData.File("vix_daily.csv.gz"),
            RealMarketData.File("macro.csv.gz"),
            RealMarketData.File("macro_series.csv"),
            RealMarketData.File("sectors.csv.gz"),
            RealMarketData.File("news_ticker_scores.csv.gz"),
        ];
        var folder = new MarketFolder(temp.Path);

        var first = new MarketImport(folder).Run(files, null, null, TestContext.Current.CancellationToken).ToList();

        first.Should().AllSatisfy(f => f.Should().BeOfType<ImportedFile.Stored>());
        first.Cast<ImportedFile.Stored>().Sum(f => f.Rejected.Count).Should().Be(0);
        // None of 581,005 daily and 406,260 intraday bars is a split or a bad tick, NFLX of 2022-04-20 and 15 more crashes included.
        first.Cast<ImportedFile.Stored>().SelectMany(f => f.Doubts).Should().BeEmpty();
        var manifest = folder.Manifest();
        manifest.RowsOf(MarketTable.Bars(Timeframe.Day)).Should().Be(581_005);
        manifest.RowsOf(MarketTable.Bars(Timeframe.QuarterHour)).Should().Be(406_260);

        var second = new MarketImport(folder).Run(files, null, null, TestContext.Current.CancellationToken).ToList();

        second.Cast<ImportedFile.Stored>().Sum(f => f.New + f.Replaced).Should().Be(0);
        folder.Manifest().Should().BeEquivalentTo(manifest);
    }
}
