using AwesomeAssertions;
using QuantFund.Core.Features.Daily;
using Xunit;

namespace QuantFund.Core.Tests.Features;

public sealed class DailyFeatureTests
{
    [Fact]
    public void Return_CountsSessionsBack_AndIsMissingOneSessionEarlier()
    {
        // 110/100 − 1 over two sessions.
        SimpleReturn.Over([100, 105, 110], 2).Should().BeApproximately(0.10, 1e-12);
        SimpleReturn.Over([105, 110], 2).Should().Be(double.NaN);
    }

    [Fact]
    public void Momentum_LeavesTheLastMonthOut()
    {
        // 127 closes 1, 2, …, 127: C_{t−21} = 106, C_{t−126} = 1.
        var closes = Enumerable.Range(1, 127).Select(i => (double)i).ToArray();
        Momentum.Since(closes, 126).Should().BeApproximately(105, 1e-12);
        Momentum.Since(closes.AsSpan(1), 126).Should().Be(double.NaN);
    }

    [Fact]
    public void Volatility_IsTheSampleDeviationOfReturnsAYear()
    {
        // Returns +10%, −10%: mean 0, variance .02/1; × √252.
        Volatility.Annual([100, 110, 99], 2).Should().BeApproximately(Math.Sqrt(0.02) * Math.Sqrt(252), 1e-12);
        Volatility.Annual([100, 110], 2).Should().Be(double.NaN);
    }

    [Fact]
    public void ZScore_MeasuresTheCloseInDeviationsOfItsWindow()
    {
        // Mean 2, sample deviation 1, last 3.
        CloseZScore.Of([1, 2, 3], 3).Should().BeApproximately(1, 1e-12);
        CloseZScore.Of([2, 2, 2], 3).Should().Be(double.NaN);
    }

    [Fact]
    public void Rsi_SeedsByThePlainMean_ThenFollowsWilder()
    {
        // Period 2. Changes +2, −1 | +3. Seed: up 1, down .5. Then up (1 + 3)/2 = 2, down .25: 100 − 100/(1 + 8) = 88.889.
        RelativeStrengthIndex.Of([10, 12, 11, 14], 2).Should().BeApproximately(100 - (100.0 / 9), 1e-9);
        RelativeStrengthIndex.Of([1, 2, 3], 2).Should().Be(100);
        RelativeStrengthIndex.Of([1, 1, 1], 2).Should().Be(double.NaN);
        RelativeStrengthIndex.Of([1, 2], 2).Should().Be(double.NaN);
    }

    [Fact]
    public void Atr_TakesTheGapIntoTheRange_SeedsAndSmooths()
    {
        // Period 2. True ranges: max(12, 10) − min(11, 10) = 2; 13 − 11 = 2 with close 12 before → 2; 20 − 12 = 8.
        // Seed (2 + 2)/2 = 2; then (2·1 + 8)/2 = 5.
        AverageTrueRange
            .Of([10, 12, 13, 20], [9, 11, 11, 18], [10, 12, 12, 19], 2)
            .Should()
            .BeApproximately(5, 1e-12);
        AverageTrueRange.Of([10, 12], [9, 11], [10, 12], 2).Should().Be(double.NaN);
    }

    [Fact]
    public void DollarVolume_IsTheMeanOfCloseTimesVolume()
    {
        DollarVolume.Average([1, 10, 20], [1, 100, 50], 2).Should().BeApproximately(1000, 1e-12);
        DollarVolume.Average([10], [100], 2).Should().Be(double.NaN);
    }

    [Fact]
    public void Beta_PairsSessionsInWhichBothTraded()
    {
        // Market returns +1%, −1%, +2%; the share moves twice as much, and misses one session in the middle of a longer run.
        double[] market = [100, 101, 99.99, 101.9898];
        double[] share = [50, 51, 49.98, 51.9792];
        MarketBeta.Of(share, market, 3).Should().BeApproximately(2, 1e-9);

        // The hole joins two returns: the market's over the same two sessions is (101.9898/101 − 1).
        double[] withHole = [50, 51, double.NaN, 51.9792];
        var expected = ((51.9792 / 51) - 1 - 0.02) / ((101.9898 / 101) - 1 - 0.01);
        MarketBeta.Of(withHole, market, 2).Should().BeApproximately(expected, 1e-9);
        MarketBeta.Of(withHole, market, 3).Should().Be(double.NaN);
    }

    [Fact]
    public void HighRatio_ComparesTheCloseWithTheHighestHigh()
    {
        HighRatio.Of([90, 95, 96], [100, 120, 110], 3).Should().BeApproximately(0.8, 1e-12);
        HighRatio.Of([95, 96], [120, 110], 3).Should().Be(double.NaN);
    }

    [Fact]
    public void WildersAverage_IsTheChainFromValueToValue()
    {
        var random = new Random(3);
        double[] values = [.. Enumerable.Range(0, 600).Select(_ => random.NextDouble() * 5)];
        foreach (var length in new[] { 14, 15, 299, 512, 526, 527, 600 })
        {
            var average = values[..14].Average();
            foreach (var value in values[14..length])
                average = ((13 * average) + value) / 14;
            WilderAverage.Of(values.AsSpan(0, length), 14).Should().BeApproximately(average, 1e-12 * average);
        }
        WilderAverage.Of(values.AsSpan(0, 13), 14).Should().Be(double.NaN);
    }
}
