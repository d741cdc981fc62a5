using AwesomeAssertions;
using QuantFund.Core.Backtesting;
using QuantFund.Testing.Decision;
using QuantFund.Web.CommandLine.Report;
using Xunit;

namespace QuantFund.Web.Tests.CommandLine;

/// <summary>The page that a backtest writes.</summary>
public sealed class ReportHtmlTests
{
    [Fact]
    public async Task ARuinedRun_SaysSo_AndShowsNoFigureThatIsNone()
    {
        var run = WrittenRun.Of(
            60,
            i =>
                i == 59 ? -1.5
                : i % 2 == 0 ? 0.01
                : -0.008
        );
        run = run with { Ruined = run.Days[^1].Date };

        var page = await ReportHtml.OfAsync(run, BacktestReport.Of(run));

        page.Should().StartWith("<!doctype html>").And.Contain("Ruined on").And.NotContain("NaN");
    }

    [Fact]
    public async Task ThePage_LoadsNothing_AndDrawsFourCharts()
    {
        var run = WrittenRun.Of(300, i => i % 2 == 0 ? 0.01 : -0.008);

        var page = await ReportHtml.OfAsync(run, BacktestReport.Of(run));

        page.Should().NotContainAny("<script", "http:", "https:", "src=", "url(");
        page.Split("<polyline")
            .Should()
            .HaveCount(1 + 6, "equity has two lines, exposure two, drawdown and costs one each");
        page.Should().Contain("text-anchor=\"end\"");
    }
}
