using AwesomeAssertions;
using QuantFund.Core.Backtesting;
using QuantFund.Core.Statistics;
using QuantFund.Testing.Decision;
using Xunit;

namespace QuantFund.Core.Tests.Backtesting;

/// <summary>Figures of a run whose days are written here: 5% a year overnight, one night before each session.</summary>
public sealed class ExcessFiguresTests
{
    private const double Overnight = WrittenRun.Overnight;

    [Fact]
    public void FundThatHoldsCashAlone_HasARawReturn_AndNoSharpe()
    {
        var report = BacktestReport.Of(WrittenRun.Of(300, _ => Overnight));

        report.TotalReturn.Should().BePositive();
        report.AnnualReturn.Should().BeGreaterThan(0.03);
        double.IsNaN(report.Sharpe).Should().BeTrue("interest on cash is no skill");
        double.IsNaN(report.Sortino).Should().BeTrue();
        report.SharpeInterval.Should().BeNull();
        report.ExcessReturn.Should().BeApproximately(0, 1e-6);
        report.Regimes.Should().OnlyContain(r => double.IsNaN(r.Sharpe) && r.Return > 0);
    }

    [Fact]
    public void Ratios_AreOfReturnsOverTheOvernightRate_ForFundRegimesAndBenchmarkAlike()
    {
        static double Day(int i) => i % 2 == 0 ? 0.01 : -0.008;
        var report = BacktestReport.Of(WrittenRun.Of(300, Day));

        var excess = Enumerable.Range(1, 299).Select(i => Day(i) - Overnight).ToArray();
        report.Sharpe.Should().BeApproximately(SharpeRatio.Annual(excess), 1e-3);
        report.Benchmark!.Sharpe.Should().BeApproximately(SharpeRatio.Annual(excess), 1e-3, "it is the same series");
        report.Regimes.Should().ContainSingle().Which.Sharpe.Should().BeApproximately(report.Sharpe, 1e-9);
        report.Market!.Beta.Should().BeApproximately(1, 1e-6);
        report.Market.Errors.Should().Be("Newey-West, 5 lags");
        report.SharpeInterval!.Low.Should().BeLessThan(report.Sharpe);
        report.SharpeInterval.High.Should().BeGreaterThan(report.Sharpe);
        report.Benchmark.MaxDrawdown.Should().BeApproximately(report.MaxDrawdown, 1e-6);
        // 1% and −.8% a day against a forecast of 16% a year: √((.0001 + .000064)/2)·√252/.16.
        report.RealisedOverForecast.Should().BeApproximately(Math.Sqrt(0.000082 * 252) / 0.16, 1e-3);
        report.Drawdowns.Should().NotBeEmpty().And.HaveCountLessThanOrEqualTo(5);
        report.Years.Sum(y => y.Sessions).Should().Be(299);
        report.Months.Sum(m => m.Sessions).Should().Be(299);
        report
            .Years.Aggregate(1.0, (w, y) => w * (1 + y.Return))
            .Should()
            .BeApproximately(1 + report.TotalReturn, 1e-9);
    }

    [Fact]
    public void NineteenReturns_AreTooFewForARatio()
    {
        double.IsNaN(BacktestReport.Of(WrittenRun.Of(20, i => i % 2 == 0 ? 0.01 : -0.008)).Sharpe).Should().BeTrue();
        double.IsNaN(BacktestReport.Of(WrittenRun.Of(21, i => i % 2 == 0 ? 0.01 : -0.008)).Sharpe).Should().BeFalse();
    }

    [Fact]
    public void AfterRuin_NoRatioIsDefined()
    {
        var run = WrittenRun.Of(
            60,
            i =>
                i == 59 ? -1.5
                : i % 2 == 0 ? 0.01
                : -0.008
        );
        run = run with { Ruined = run.Days[^1].Date };

        var report = BacktestReport.Of(run);

        double[] undefined =
        [
            report.AnnualReturn,
            report.Volatility,
            report.Sharpe,
            report.Sortino,
            report.Turnover,
            report.ExcessReturn,
            report.RealisedOverForecast,
            report.Months[^1].Return,
        ];
        undefined.Should().OnlyContain(v => double.IsNaN(v));
        report.MaxDrawdown.Should().BeGreaterThan(1);
        double.IsNaN(report.Benchmark!.Sharpe).Should().BeTrue("it falls below zero too");
    }
}
