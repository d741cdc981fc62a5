using AwesomeAssertions;
using QuantFund.Core.Backtesting.Market;
using QuantFund.Core.Ingestion;
using Xunit;

namespace QuantFund.Core.Tests.Backtesting;

public sealed class PlayedFromIntradayTests
{
    [Theory]
    // Ten sessions with daily bars: nine of them with 15-minute bars are enough, eight are not.
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void ANameIsPlayedFromItsBars_WhereItHasThemInNineTenthsOfItsSessions(int missing, bool played)
    {
        var market = new QuarterHourMarket(new DateOnly(2025, 11, 28), withBars: 10);
        for (var session = 0; session < missing; session++)
            market.Intraday.Close.AsSpan(market.Cell("S1", session, 0), IntradayPanel.BarsPerSession).Fill(double.NaN);

        var panel = PlayedFromIntraday.Of(market.Intraday, market.Daily)!;

        var series = new PlayedSeries(market.Daily, panel);
        series.IsIntraday(market.Row("S1"), 99).Should().Be(played);
        series.IsIntraday(market.Row("S2"), 99).Should().BeTrue();
        double.IsNaN(panel.Close[market.Cell("S1", 9, 0)]).Should().Be(!played);
        double.IsNaN(panel.Volume[market.Cell("S1", 9, 0)]).Should().Be(!played);
    }

    [Fact]
    public void WithoutAnyNameToPlay_ThereIsNoPanel()
    {
        var market = new QuarterHourMarket(new DateOnly(2025, 11, 28), withBars: 10);
        Array.Fill(market.Intraday.Close, double.NaN);

        PlayedFromIntraday.Of(market.Intraday, market.Daily).Should().BeNull();
    }

    [Fact]
    public void TheLevelOfTwoSeries_IsThatOfTheNearestSessionWithBoth()
    {
        var market = new QuarterHourMarket(new DateOnly(2025, 11, 28), withBars: 10);
        var row = market.Row("S1");
        market.Intraday.Close.AsSpan(market.Cell("S1", 9, 0), IntradayPanel.BarsPerSession).Fill(double.NaN);
        var series = new PlayedSeries(market.Daily, market.Intraday);

        // On the last session there is none: the one before. Before the first with bars: that one.
        series.Level(row, 99).Should().BeApproximately(QuarterHourMarket.Level, 1e-9);
        series.Level(row, 20).Should().BeApproximately(QuarterHourMarket.Level, 1e-9);
        series.Level(market.Row("S7"), 99).Should().Be(double.NaN);
    }
}
