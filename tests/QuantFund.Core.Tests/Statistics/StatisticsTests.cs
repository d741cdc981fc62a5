using AwesomeAssertions;
using QuantFund.Core.Statistics;
using Xunit;

namespace QuantFund.Core.Tests.Statistics;

public sealed class StatisticsTests
{
    [Fact]
    public void SampleDeviation_DividesByOneLessThanTheCount()
    {
        // Mean 5, squared distances 9 + 1 + 1 + 9 = 20, 20/3 = 6.6667.
        Moments.SampleVariance([2, 4, 6, 8]).Should().BeApproximately(20.0 / 3, 1e-12);
        Moments.SampleDeviation([3]).Should().Be(double.NaN);
        Moments.Mean([]).Should().Be(double.NaN);
        Moments.Mean([1, double.NaN]).Should().Be(double.NaN);
    }

    [Fact]
    public void Line_FitsByLeastSquares()
    {
        // x mean 2, y mean 3; Sxx = 2, Sxy = 3, Syy = 14/3·… y = 2, 2, 5: deviations −1, −1, 2: Syy = 6; R² = 9/(2·6).
        var line = Line.Fit([1, 2, 3], [2, 2, 5]);
        line.Slope.Should().BeApproximately(1.5, 1e-12);
        line.Intercept.Should().BeApproximately(0, 1e-12);
        line.RSquared.Should().BeApproximately(0.75, 1e-12);
        Line.OverTime([2, 2, 5]).Slope.Should().BeApproximately(1.5, 1e-12);
        Line.Fit([1, 1], [2, 3]).Should().Be(Line.None);
    }

    [Fact]
    public void Ranks_ShareTheirMean_WhenValuesAreEqual()
    {
        Ranks.Of([30, 10, 20, 20]).Should().Equal(4, 1, 2.5, 2.5);
    }

    [Fact]
    public void Correlation_OfRanks_IgnoresTheShapeOfAMonotoneRelation()
    {
        Correlation.Spearman([1, 2, 3, 4], [1, 8, 27, 64]).Should().BeApproximately(1, 1e-12);
        // Ranks (1,2,3) and (1,3,2): deviations (−1,0,1)·(−1,1,0) = 1, over √(2·2) = 0.5.
        Correlation.Spearman([1, 2, 3], [5, 7, 6]).Should().BeApproximately(0.5, 1e-12);
        Correlation.Pearson([1, 1, 1], [1, 2, 3]).Should().Be(double.NaN);
        Correlation.Cosine([1, 0], [0, 2]).Should().Be(0);
        Correlation.Cosine([1, 1], [1, 0]).Should().BeApproximately(1 / Math.Sqrt(2), 1e-12);
    }

    [Fact]
    public void LedoitWolf_AgreesWithTheFormulaWrittenOut()
    {
        // The definition of the paper over full matrices, against the version that never builds one: fewer and more names
        // than periods, and sizes that fill no whole tile of the products.
        foreach (var (names, periods) in new[] { (3, 4), (5, 4), (40, 63), (70, 63), (9, 17) })
        {
            var random = new Random(names);
            var returns = new double[names * periods];
            for (var i = 0; i < returns.Length; i++)
                returns[i] = random.NextDouble() - 0.5;
            var weights = Enumerable.Range(0, names).Select(_ => random.NextDouble()).ToArray();

            var (shrinkage, covariance) = WrittenOut(returns, names, periods);
            var variance = 0.0;
            for (var i = 0; i < names; i++)
            for (var j = 0; j < names; j++)
                variance += weights[i] * weights[j] * covariance[i, j];

            var estimate = LedoitWolf.Estimate(returns, names, periods);
            estimate.Shrinkage.Should().BeApproximately(shrinkage, 1e-12);
            var portfolio = Enumerable
                .Range(0, periods)
                .Select(t => weights.Select((w, i) => w * returns[(i * periods) + t]).Sum())
                .ToArray();
            estimate.Variance(portfolio, weights.Sum(w => w * w)).Should().BeApproximately(variance, 1e-12);
        }
    }

    private static (double Shrinkage, double[,] Covariance) WrittenOut(double[] returns, int names, int periods)
    {
        var x = new double[names, periods];
        for (var i = 0; i < names; i++)
        {
            var mean = returns.Skip(i * periods).Take(periods).Average();
            for (var t = 0; t < periods; t++)
                x[i, t] = returns[(i * periods) + t] - mean;
        }
        var s = new double[names, names];
        for (var i = 0; i < names; i++)
        for (var j = 0; j < names; j++)
        for (var t = 0; t < periods; t++)
            s[i, j] += x[i, t] * x[j, t] / periods;
        var m = Enumerable.Range(0, names).Sum(i => s[i, i]) / names;
        double d = 0,
            b = 0;
        for (var i = 0; i < names; i++)
        for (var j = 0; j < names; j++)
        {
            d += Math.Pow(s[i, j] - (i == j ? m : 0), 2) / names;
            for (var t = 0; t < periods; t++)
                b += Math.Pow((x[i, t] * x[j, t]) - s[i, j], 2) / names / periods / periods;
        }
        var rho = Math.Min(b, d) / d;
        for (var i = 0; i < names; i++)
        for (var j = 0; j < names; j++)
            s[i, j] = ((1 - rho) * s[i, j]) + (i == j ? rho * m : 0);
        return (rho, s);
    }

    /// <summary>On some processors the mean of equal values misses them by a unit in the last place.</summary>
    [Fact]
    public void EqualValues_HaveNoSpread_WhateverTheirMeanIsRoundedTo()
    {
        var random = new Random(11);
        for (var length = 2; length < 70; length++)
        {
            for (var draw = 0; draw < 200; draw++)
            {
                var level = Math.Exp((40 * random.NextDouble()) - 20);
                var same = Enumerable.Repeat(level, length).ToArray();

                Assert.Equal(0, Moments.SampleVariance(same));

                same[0] *= 1 + 1e-10;
                Assert.True(Moments.SampleVariance(same) > 0);
            }
        }
    }
}
