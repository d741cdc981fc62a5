using AwesomeAssertions;
using QuantFund.Core.Features;
using QuantFund.Core.Strategies.Treatment;
using QuantFund.Testing.Decision;
using Xunit;

namespace QuantFund.Core.Tests.Strategies;

public sealed class SizingVolatilityTests
{
    /// <summary>A name pinned at a take-over price moves .01% a day: by its volatility alone it would be nearly all of a book.</summary>
    [Fact]
    public void NamePinnedAtAPrice_IsHeldAsIfItMovedFivePercentAYear()
    {
        var walk = new RandomWalk(20);
        var pinned = walk.Universe.Count - 1;
        Play(walk, pinned, sessions: 100, back => 0.0001 * (back % 2));

        var features = FeatureEngine.Build(walk.Snapshot());
        features[Feature.Vol21, pinned].Should().BeLessThan(0.01);
        Sizing.SizingVolatility(features, pinned).Should().Be(Sizing.LeastVolatility);

        var convictions = new double[features.Count];
        Array.Fill(convictions, double.NaN);
        for (var row = pinned - 9; row <= pinned; row++)
            convictions[row] = 1;
        var (weights, _) = Sizing.Size(convictions, features, neutral: false);
        // Ten names at 15 to 35% a year beside one at 5% would give it a third or more; 2/n of ten names is a fifth.
        (weights[pinned] / weights.Sum())
            .Should()
            .BeApproximately(0.2, 1e-6);
    }

    [Fact]
    public void NoName_HasMoreThanATenth_OrTwiceItsShare_OfAProposalsGross()
    {
        var random = new Random(3);
        var walk = new RandomWalk(60);
        var features = FeatureEngine.Build(walk.Snapshot());
        for (var names = 1; names <= 40; names++)
        {
            var convictions = new double[features.Count];
            Array.Fill(convictions, double.NaN);
            for (var i = 0; i < names; i++)
                convictions[features.Count - 1 - i] = Math.Pow(random.NextDouble(), 6) + 1e-6;

            var (weights, _) = Sizing.Size(convictions, features, neutral: false);

            var gross = weights.Sum(Math.Abs);
            gross.Should().BePositive();
            weights.Max(Math.Abs).Should().BeLessThanOrEqualTo((gross * Math.Max(0.10, 2.0 / names)) + 1e-6);
        }
    }

    [Fact]
    public void OneCalmMonthAfterAWildQuarter_IsNoCalmName()
    {
        var walk = new RandomWalk(20);
        var row = walk.Universe.Count - 1;
        Play(walk, row, sessions: 70, back => (back > 22 ? 0.04 : 0.001) * (back % 2));

        var features = FeatureEngine.Build(walk.Snapshot());
        var quarter = features[Feature.Vol63, row];
        Sizing.SizingVolatility(features, row).Should().Be(quarter / 2);
        (quarter / 2).Should().BeGreaterThan(features[Feature.Vol21, row]);
    }

    /// <summary>The last sessions of a name, from the level it had: a jump to another would put its price in doubt.</summary>
    private static void Play(RandomWalk walk, int row, int sessions, Func<int, double> move)
    {
        var bars = walk.Daily;
        var end = (row + 1) * bars.Sessions.Count;
        var level = bars.Close[end - sessions - 1];
        for (var back = sessions; back > 0; back--)
        {
            var price = level * (1 + move(back));
            bars.Open[end - back] = bars.High[end - back] = bars.Low[end - back] = bars.Close[end - back] = price;
        }
    }
}
