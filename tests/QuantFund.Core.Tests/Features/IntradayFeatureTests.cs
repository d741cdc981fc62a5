using AwesomeAssertions;
using QuantFund.Core.Features.Intraday;
using Xunit;

namespace QuantFund.Core.Tests.Features;

public sealed class IntradayFeatureTests
{
    private const double None = double.NaN;

    private static SessionDay Day(double[] open, double[] close, double[]? volume = null) =>
        new(
            open,
            open.Zip(close, Math.Max).ToArray(),
            open.Zip(close, Math.Min).ToArray(),
            close,
            volume ?? close.Select(_ => 100.0).ToArray()
        );

    [Fact]
    public void BarReturn_OfTheFirstBar_CountsFromTheOpen()
    {
        BarReturn.Over(Day([100], [102]), 1).Should().BeApproximately(0.02, 1e-12);
        BarReturn.Over(Day([100, 102], [102, 105]), 2).Should().BeApproximately(0.05, 1e-12);
        // Three bars: from the close of the first to the close of the third.
        BarReturn.Over(Day([100, 101, 103], [100, 103, 106]), 2).Should().BeApproximately(0.06, 1e-12);
        BarReturn.Over(Day([100], [102]), 2).Should().Be(double.NaN);
    }

    [Fact]
    public void BarReturn_PassesOverABarWithoutATrade()
    {
        BarReturn.Over(Day([100, None, 103], [101, None, 104]), 1).Should().BeApproximately((104.0 / 101) - 1, 1e-12);
    }

    [Fact]
    public void Gap_ReadsTheLastBarOfTheSessionBefore_WhateverItsLength()
    {
        OpeningGap.Of(Day([102], [103]), [99, 100, None]).Should().BeApproximately(0.02, 1e-12);
        OpeningGap.Of(Day([102], [103]), [None]).Should().Be(double.NaN);
    }

    [Fact]
    public void Vwap_WeighsTypicalPricesByVolume()
    {
        // Typical prices (11 + 9 + 10)/3 = 10 and (22 + 18 + 20)/3 = 20, volumes 300 and 100: (3000 + 2000)/400 = 12.5.
        var day = new SessionDay([10, 20], [11, 22], [9, 18], [10, 20], [300, 100]);
        SessionVwap.Of(day).Should().BeApproximately(12.5, 1e-12);
        SessionVwap.Deviation(20, 12.5).Should().BeApproximately(0.6, 1e-12);
        SessionVwap.Of(new SessionDay([10], [11], [9], [10], [0])).Should().Be(double.NaN);
    }

    [Fact]
    public void VwapZ_GrowsWithTheRootOfTheBars()
    {
        // .006/(.001·√9) = 2.
        VwapZScore.Of(0.006, 0.001, 9).Should().BeApproximately(2, 1e-12);
        VwapZScore.Of(0.006, 0, 9).Should().Be(double.NaN);
    }

    [Fact]
    public void BarVolatility_StartsEachSessionAtItsOpen_AndSpansNoNight()
    {
        // Ten sessions of two bars: +1%, −1% from the open: the jump between the sessions leaves no trace.
        var opens = new List<double>();
        var closes = new List<double>();
        for (var session = 0; session < 10; session++)
        {
            var price = 100 * Math.Pow(2, session);
            opens.AddRange([price, 1.01 * price]);
            closes.AddRange([1.01 * price, 1.01 * 0.99 * price]);
        }
        // 20 returns ±.01: mean 0, sample variance 20·.0001/19.
        BarVolatility.Of([.. opens], [.. closes], 2).Should().BeApproximately(Math.Sqrt(20 * 0.0001 / 19), 1e-12);
        BarVolatility.Of([.. opens.Skip(2)], [.. closes.Skip(2)], 2).Should().Be(double.NaN);
    }

    [Fact]
    public void VolumeRatio_ComparesTheSameTimeOfDay_AndNeedsFiveSessions()
    {
        // Today 300 after two bars; each of five sessions had 50 + 50 by then and 900 later.
        double[] before = [50, 50, 900, 50, 50, 900, 50, 50, 900, 50, 50, 900, 50, 50, 900];
        var day = Day([10, 10], [10, 10], [100, 200]);
        VolumeRatio.Of(day, before, 3).Should().BeApproximately(3, 1e-12);
        VolumeRatio.Of(day, before.AsSpan(3), 3).Should().Be(double.NaN);
    }

    [Fact]
    public void VolumeRatio_LeavesOutAnEarlyCloseThatEndedBefore()
    {
        // The short session ended after one bar: only the five full ones count.
        double[] before = [70, None, None, 50, 50, 900, 50, 50, 900, 50, 50, 900, 50, 50, 900, 50, 50, 900];
        VolumeRatio.Of(Day([10, 10], [10, 10], [100, 200]), before, 3).Should().BeApproximately(3, 1e-12);
    }

    [Fact]
    public void OpeningRange_IsKnownFromTheSecondBarOn()
    {
        OpeningRange.Of(Day([10], [12])).Should().Be((double.NaN, double.NaN));
        OpeningRange.Of(Day([10, 12, 20], [12, 9, 30])).Should().Be((12.0, 9.0));
    }
}
