using AwesomeAssertions;
using QuantFund.Core.Debate;
using QuantFund.Core.Domain;
using QuantFund.Core.Ensemble;
using QuantFund.Core.Features;
using QuantFund.Core.Strategies;
using QuantFund.Testing.Decision;
using Xunit;

namespace QuantFund.Core.Tests.Ensemble;

public sealed class EnsembleTests
{
    private static readonly FeatureTable Features = FeatureEngine.Build(new RandomWalk(30).Snapshot());

    private static Regime Regime(VolatilityLabel volatility, double strength) =>
        new(TrendLabel.Up, strength, volatility, RiskLabel.Neutral, 0, 0.3, 18, VixSource.Index);

    [Theory]
    [InlineData(VolatilityLabel.Extreme, 0.9, FundMode.Intraday)]
    [InlineData(VolatilityLabel.High, 0.9, FundMode.Intraday)]
    [InlineData(VolatilityLabel.Low, 0.61, FundMode.Position)]
    [InlineData(VolatilityLabel.Low, 0.60, FundMode.Hybrid)]
    [InlineData(VolatilityLabel.Normal, 0.9, FundMode.Hybrid)]
    public void Mode_FollowsTheRegime(VolatilityLabel volatility, double strength, FundMode mode) =>
        ModeSwitch.Choose(Regime(volatility, strength)).Should().Be(mode);

    [Theory]
    [InlineData(FundMode.Intraday)]
    [InlineData(FundMode.Position)]
    [InlineData(FundMode.Hybrid)]
    public void Multipliers_SumToOne_AlsoWhenAFastDebateSplitsThem(FundMode mode)
    {
        foreach (double? share in new double?[] { null, 0.2, 0.9 })
        {
            var m = CategoryMultipliers.Of(mode, share);
            (m.Intraday + m.Position + m.LongShort).Should().BeApproximately(1, 1e-12);
        }
        // Hybrid .35 + .30 = .65, of which .8 intraday.
        CategoryMultipliers.Of(FundMode.Hybrid, 0.8).Intraday.Should().BeApproximately(0.52, 1e-12);
    }

    [Theory]
    [InlineData(0.5, 0.2, 0, 0.3)]
    [InlineData(0.5, 0, 0.2, 0.1)]
    [InlineData(0.5, 0, 0.3, 0)]
    [InlineData(0.2, 0, 0.3, -0.3)]
    [InlineData(0.2, 0.1, 0.3, -0.4)]
    [InlineData(0, 0, 0.3, -0.3)]
    [InlineData(0.3, 0.4, 0, -0.1)]
    [InlineData(9.912e-10, 0, 5.324e-10, 0)]
    public void Netting_DoublesLongShortShorts_ButNeverPastZeroNorPastWhatWasAsked(
        double longs,
        double shorts,
        double doubled,
        double net
    )
    {
        // .5 − 2·.2 = .1; .5 − 2·.3 < 0 but the net is long, so 0; .2 − 2·.3 = −.4, no more than −.3.
        Netting.Net(longs, shorts, doubled).Should().BeApproximately(net, 1e-12);
    }

    [Theory]
    [InlineData(0.3, 1)]
    [InlineData(0.65, 0.85)]
    [InlineData(1, 0.7)]
    public void Redundancy_ShrinksByUpToThirtyPercent(double cosine, double factor) =>
        Redundancy.Factor(cosine).Should().BeApproximately(factor, 1e-12);

    [Fact]
    public void Redundancy_LooksAtHigherRankedVotersAlone()
    {
        // The two agree wholly: the lower one loses 30%, unless the higher one has no vote.
        var proposals = new[]
        {
            Proposal("a", StrategyCategory.Position, (1, 0.5)),
            Proposal("b", StrategyCategory.Position, (1, 0.5)),
        };
        double[] both = [0.1, 0.2];
        Redundancy.Apply(both, proposals, [0.6, 0.4]);
        both[0].Should().Be(0.1);
        both[1].Should().BeApproximately(0.14, 1e-12);
        double[] alone = [0, 0.2];
        Redundancy.Apply(alone, proposals, [0.6, 0.4]);
        alone[1].Should().Be(0.2);
    }

    [Theory]
    [InlineData(0.05, double.NaN, 2)]
    [InlineData(0.01, double.NaN, 3)]
    [InlineData(0.05, 1.0, 1.1)]
    [InlineData(0.20, 1.0, 0.9)]
    [InlineData(0.10, 1.05, 1)]
    [InlineData(0, 1.4, 1.4)]
    [InlineData(double.NaN, double.NaN, 1)]
    public void Scale_AimsAtTenPercentVolatility_TenPercentACycle(double forecast, double previous, double k) =>
        BookScale.Of(0.10, forecast, previous).Should().BeApproximately(k, 1e-12);

    [Fact]
    public void Shares_FollowTheVerdictWithinACategory_AndSilenceStaysCash()
    {
        // Position: verdicts .3 and .1, and one that abstains counts with their mean .2: sum .6. Hybrid gives position .30.
        var proposals = new[]
        {
            Proposal("a", StrategyCategory.Position, (1, 0.5)),
            Proposal("b", StrategyCategory.Position, (2, 0.5)),
            Proposal("c", StrategyCategory.Position),
            Proposal("d", StrategyCategory.LongShort, (3, 0.5)),
        };
        var verdict = VerdictOf(proposals, 0.3, 0.1, 0, 0.6);
        var shares = Ballot.Shares(
            proposals,
            verdict,
            CategoryMultipliers.Of(FundMode.Hybrid, null),
            _ => StrategyState.Enabled
        );
        shares.Should().HaveCount(4);
        shares[0].Should().BeApproximately(0.15, 1e-12);
        shares[1].Should().BeApproximately(0.05, 1e-12);
        shares[2].Should().Be(0);
        shares[3].Should().BeApproximately(0.35, 1e-12);
    }

    [Fact]
    public void ShadowStrategies_DoNotVote()
    {
        var proposals = new[]
        {
            Proposal("a", StrategyCategory.Position, (1, 0.5)),
            Proposal("b", StrategyCategory.Position, (2, 0.5)),
        };
        var shares = Ballot.Shares(
            proposals,
            VerdictOf(proposals, 0.5, 0.5),
            CategoryMultipliers.Of(FundMode.Hybrid, null),
            id => id.Value == "b" ? StrategyState.Shadow : StrategyState.Enabled
        );
        shares[0].Should().BeApproximately(0.30, 1e-12);
        shares[1].Should().Be(0);
    }

    [Fact]
    public void Combine_BlendsExpectationsByWeight_AndDropsDust()
    {
        // One name held by two strategies of v = .15 each (verdict .5 of hybrid's .30): weights .6 and .2.
        var proposals = new[]
        {
            Proposal("a", StrategyCategory.Position, (1, 0.6), (5, 0.00001)),
            Proposal("b", StrategyCategory.Position, (1, 0.2)),
        };
        var verdict = VerdictOf(proposals, 0.5, 0.5);
        var book = WeightedVote.Combine(
            proposals,
            verdict,
            FundMode.Hybrid,
            Features,
            _ => StrategyState.Enabled,
            new EnsembleOptions(),
            previousScale: 1
        );
        // Expected returns .02 and .02·… each proposal of this test expects 2% over 21 sessions.
        book.ExpectedReturns[1].Should().BeApproximately(0.02, 1e-12);
        book.Horizons[1].Should().BeApproximately(21, 1e-12);
        book.Weights[5].Should().Be(0, "it lies under .05%");
        book.Holders(1).Select(h => h.Strategy.Value).Should().Equal("a", "b");
        book.Scale.Should().BeInRange(0.9, 1.1);
    }

    [Fact]
    public void Agreement_CountsFamilies()
    {
        Agreement.Factor(2).Should().Be(1);
        Agreement.Factor(3).Should().Be(1.1);
        Agreement.Factor(4).Should().Be(1.2);
    }

    internal static Proposal Proposal(
        string id,
        StrategyCategory category,
        params (int Row, double Weight)[] weights
    ) => Sized(Features.Count, id, category, weights);

    internal static Proposal Sized(
        int count,
        string id,
        StrategyCategory category,
        params (int Row, double Weight)[] weights
    )
    {
        var convictions = new double[count];
        Array.Fill(convictions, double.NaN);
        var expected = convictions.ToArray();
        var column = new double[count];
        foreach (var (row, weight) in weights)
        {
            convictions[row] = Math.Sign(weight);
            column[row] = weight;
            expected[row] = 0.02 * Math.Sign(weight);
        }
        return new Proposal(
            new StrategyProfile(
                new StrategyId(id),
                category,
                StrategyFamily.Momentum,
                category == StrategyCategory.Intraday ? Horizon.Minutes(60) : Horizon.Days(21),
                0.03,
                category == StrategyCategory.LongShort,
                "test"
            ),
            0.03,
            convictions,
            new Abstention[count],
            null,
            column,
            expected,
            0.1
        );
    }

    internal static Verdict VerdictOf(IReadOnlyList<Proposal> proposals, params double[] weights) =>
        new(
            "test",
            [
                .. proposals.Select(p => new ScoreCard(
                    p.Profile.Id,
                    p.Speaks,
                    0.5,
                    0.5,
                    0.5,
                    0.5,
                    double.NaN,
                    double.NaN
                )),
            ],
            weights,
            weights,
            weights,
            0.2,
            null
        );
}
