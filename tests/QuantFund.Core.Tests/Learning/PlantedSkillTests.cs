using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Learning;
using Xunit;

namespace QuantFund.Core.Tests.Learning;

/// <summary>Seventeen strategies whose shadow returns are drawn: do the learned weights find the skilled ones, and only those?</summary>
public sealed class PlantedSkillTests
{
    private const int Strategies = 17;
    private const int Sessions = 250;
    private const int Seeds = 40;
    private const double Equal = 1.0 / Strategies;

    private static readonly StrategyId[] Ids =
    [
        .. Enumerable.Range(0, Strategies).Select(i => new StrategyId($"s{i:00}")),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void SkilledStrategies_ComeToTheTop_WithSeveralTimesAnEqualShare(int skilled)
    {
        var runs = Enumerable.Range(0, Seeds).Select(seed => Weights(seed, skilled, annualSharpe: 3)).ToList();

        for (var i = 0; i < skilled; i++)
            runs.Average(w => w[i]).Should().BeGreaterThan(2 * Equal);
        for (var i = skilled; i < Strategies; i++)
            runs.Average(w => w[i]).Should().BeLessThan(1.2 * Equal);
        // In a single fund chance can lift another above them, but seldom.
        runs.Count(w => w.Take(skilled).Min() > w.Skip(skilled).Average()).Should().BeGreaterThan(Seeds * 9 / 10);
    }

    [Fact]
    public void PureNoise_LeavesTheWeightsNearEqual()
    {
        var runs = Enumerable.Range(0, Seeds).Select(seed => Weights(seed, 0, 0)).ToList();

        // Near: on average over seeds within 15% of equal, and in no fund beyond the bounds of the rule.
        for (var i = 0; i < Strategies; i++)
            runs.Average(w => w[i]).Should().BeInRange(0.85 * Equal, 1.15 * Equal);
        runs.SelectMany(w => w).Should().OnlyContain(w => w >= Hedge.Least - 1e-9 && w <= Hedge.Most + 1e-9);
        // Chance moves a single fund's weights, by no more than half a doubling as a rule.
        var spread = runs.Average(w => w.Average(x => Math.Abs(Math.Log(x / Equal))));
        spread.Should().BeLessThan(0.5);
    }

    [Fact]
    public void WithClosedTradesThatWin_InfluenceRisesFromTwentyToSeventyPercent()
    {
        // A book that follows skill wins 58 of 100 trades; one closes every second session.
        var random = new Random(5);
        var options = new LearningOptions();
        var (closed, wins) = (0, 0);
        var path = new List<double> { Influence.Of(ClosedTrades.None, 0, options) };
        for (var session = 1; session <= 400; session++)
        {
            if (session % 2 == 0)
            {
                closed++;
                wins += random.NextDouble() < 0.58 ? 1 : 0;
            }
            path.Add(Influence.Of(new ClosedTrades(closed, wins), session, options));
        }
        path[0].Should().Be(0.20);
        path[100].Should().BeInRange(0.30, 0.55);
        path[^1].Should().Be(0.70);
        path.Should().OnlyContain(l => l >= 0.20 && l <= 0.70);
    }

    private static double[] Weights(int seed, int skilled, double annualSharpe)
    {
        var random = new Random(seed);
        var options = new LearningOptions();
        var (overall, regimes) = (HedgeState.Empty, new HedgeState[] { HedgeState.Empty, HedgeState.Empty });
        var regime = 0;
        for (var session = 0; session < Sessions; session++)
        {
            // Regimes last some weeks.
            if (session % 30 == 29)
                regime = 1 - regime;
            var market = 0.5 * Seeded.Normal(random);
            var scores = new Dictionary<StrategyId, double>();
            for (var i = 0; i < Strategies; i++)
                // All move with the market a little; unit variance, so that the mean is the daily Sharpe ratio.
                scores[Ids[i]] =
                    (i < skilled ? annualSharpe / Math.Sqrt(252) : 0)
                    + market
                    + (Math.Sqrt(0.75) * Seeded.Normal(random));
            overall = Hedge.Step(overall, scores, options);
            regimes[regime] = Hedge.Step(regimes[regime], scores, options);
        }
        return Hedge.Weights(Ids, overall, regimes[regime]);
    }
}
