using AwesomeAssertions;
using QuantFund.Core.Statistics;
using Xunit;

namespace QuantFund.Core.Tests.Statistics;

public sealed class RatioTests
{
    /// <summary>Days of +2% and −1%: mean .5%, each 1.5% off it.</summary>
    private static double[] Alternating(int days) =>
        [.. Enumerable.Range(0, days).Select(i => i % 2 == 0 ? 0.02 : -0.01)];

    [Fact]
    public void Sharpe_IsMeanOverSampleDeviation_TimesTheRootOf252()
    {
        // Variance .015²·20/19.
        var expected = 0.005 / (0.015 * Math.Sqrt(20.0 / 19)) * Math.Sqrt(252);
        SharpeRatio.Annual(Alternating(20)).Should().BeApproximately(expected, 1e-9);
        SharpeRatio.OfSums(20, 0.1, (10 * 0.0004) + (10 * 0.0001)).Should().BeApproximately(expected, 1e-9);
    }

    [Fact]
    public void Ratios_NeedTwentyDays_AndASeriesThatMoves()
    {
        double.IsNaN(SharpeRatio.Annual(Alternating(19))).Should().BeTrue();
        double.IsNaN(SortinoRatio.Annual(Alternating(19))).Should().BeTrue();
        double.IsNaN(SharpeRatio.OfSums(19, 0.1, 0.005)).Should().BeTrue();
        // A cent of a dollar's rounding on a million is no risk.
        var cash = Enumerable.Range(0, 500).Select(i => 0.0001 + (i % 3 * 1e-9)).ToArray();
        double.IsNaN(SharpeRatio.Annual(cash)).Should().BeTrue();
        double.IsNaN(SortinoRatio.Annual(cash)).Should().BeTrue();
        double.IsNaN(SharpeRatio.OfSums(500, cash.Sum(), cash.Sum(c => c * c))).Should().BeTrue();
        SharpeInterval.Of(cash).Should().BeNull();
        MarketModel.Fit(cash, Alternating(500)).Should().Be(MarketModel.None);
    }

    [Fact]
    public void Sortino_DividesByWhatTheLosingDaysLost() =>
        // √(10·.01²/20).
        SortinoRatio
            .Annual(Alternating(20))
            .Should()
            .BeApproximately(0.005 / Math.Sqrt(0.00005) * Math.Sqrt(252), 1e-9);

    [Fact]
    public void MarketModel_IsOrdinaryLeastSquares_WithErrorsOfNeweyAndWest()
    {
        const int n = 60;
        var random = new Random(7);
        var market = new double[n];
        var fund = new double[n];
        var noise = 0.0;
        for (var t = 0; t < n; t++)
        {
            market[t] = 0.01 * (random.NextDouble() - 0.45);
            noise = (0.6 * noise) + (0.004 * (random.NextDouble() - 0.5));
            fund[t] = 0.0003 + (1.4 * market[t]) + noise;
        }
        var line = Line.Fit(market, fund);

        var model = MarketModel.Fit(fund, market);

        model.Lags.Should().Be(3);
        model.Beta.Should().Be(line.Slope);
        model.Alpha.Should().BeApproximately(line.Intercept * 252, 1e-12);
        var (alpha, beta) = ErrorsPairByPair(fund, market, line, model.Lags);
        model.AlphaT.Should().BeApproximately(line.Intercept / alpha, 1e-9);
        model.BetaT.Should().BeApproximately(line.Slope / beta, 1e-9);
    }

    /// <summary>The same sandwich summed over every pair of days, the other way to write it.</summary>
    private static (double Alpha, double Beta) ErrorsPairByPair(double[] fund, double[] market, Line line, int lags)
    {
        var n = fund.Length;
        double s00 = 0,
            s01 = 0,
            s11 = 0;
        for (var i = 0; i < n; i++)
        for (var j = 0; j < n; j++)
        {
            var weight = Math.Max(0, 1 - (Math.Abs(i - j) / (lags + 1.0)));
            var both = weight * Error(i) * Error(j);
            s00 += both;
            s01 += both * (market[i] + market[j]) / 2;
            s11 += both * market[i] * market[j];
        }
        var (sum, squares) = (market.Sum(), market.Sum(m => m * m));
        var d = (n * squares) - (sum * sum);
        var alpha = ((squares * squares * s00) - (2 * squares * sum * s01) + (sum * sum * s11)) / d / d;
        var beta = ((sum * sum * s00) - (2 * sum * n * s01) + ((double)n * n * s11)) / d / d;
        return (Math.Sqrt(alpha), Math.Sqrt(beta));

        double Error(int t) => fund[t] - line.Intercept - (line.Slope * market[t]);
    }

    [Fact]
    public void SharpeInterval_IsSeeded_HoldsTheRatio_AndIsAsWideAsItsStandardErrorSays()
    {
        var random = new Random(3);
        var days = Enumerable.Range(0, 1000).Select(_ => 0.0005 + (0.02 * (random.NextDouble() - 0.5))).ToArray();

        var interval = SharpeInterval.Of(days)!;

        SharpeInterval.Of(days).Should().Be(interval);
        SharpeRatio.Annual(days).Should().BeInRange(interval.Low, interval.High);
        // Independent days: the standard error of a year's ratio is about √(252/n), the interval 2·1.645 of them.
        (interval.High - interval.Low)
            .Should()
            .BeApproximately(2 * 1.645 * Math.Sqrt(252.0 / 1000), 0.35);
    }

    [Fact]
    public void DrawdownSpells_HaveDepthAndLength_AndTheLastMayBeOpen()
    {
        double[] values = [100, 110, 99, 105, 111, 100, 101];
        DateOnly[] days = [.. Enumerable.Range(2, 7).Select(d => new DateOnly(2026, 3, d))];

        var spells = DrawdownSpell.Worst(days, values, 5);

        spells.Should().HaveCount(2);
        spells[0].Should().Be(new DrawdownSpell(days[1], days[2], days[4], 1 - (99.0 / 110), 1, 3));
        spells[1].Should().Be(new DrawdownSpell(days[4], days[5], null, 1 - (100.0 / 111), 1, 2));
        DrawdownSpell.Deepest(values).Should().Be(1 - (99.0 / 110));
        DrawdownSpell.Worst(days, [1, 1, 2, 3, 3, 4, 5], 5).Should().BeEmpty();
    }
}
