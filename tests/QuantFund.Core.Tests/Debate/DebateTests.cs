using System.Collections.Frozen;
using AwesomeAssertions;
using QuantFund.Core.Debate;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Features;
using QuantFund.Core.Strategies;
using QuantFund.Core.Tests.Ensemble;
using QuantFund.Testing.Decision;
using Xunit;

namespace QuantFund.Core.Tests.Debate;

public sealed class DebateTests
{
    private static readonly FeatureTable Features = FeatureEngine.Build(new RandomWalk(30).Snapshot());

    private static readonly Regime Trending = new(
        TrendLabel.Up,
        0.8,
        VolatilityLabel.Normal,
        RiskLabel.Neutral,
        0,
        0.3,
        18,
        VixSource.Index
    );

    [Fact]
    public void ScoreCard_LeavesOutWhatIsUnknown_AndSharesItsWeight()
    {
        var id = new StrategyId("x");
        // .3·1 + .2·.5 + .2·.5 + .15·0 + .075·1 + .075·0 = .575.
        new ScoreCard(id, true, 1, 0.5, 0.5, 0, 1, 0)
            .Total.Should()
            .BeApproximately(0.575, 1e-12);
        // Without the last two: (.3 + .1 + .1)/.85.
        new ScoreCard(id, true, 1, 0.5, 0.5, 0, double.NaN, double.NaN)
            .Total.Should()
            .BeApproximately(0.5 / 0.85, 1e-12);
        new ScoreCard(id, false, 1, 1, 1, 1, 1, 1).Total.Should().Be(0);
        (
            ScoreCard.AlphaWeight
            + ScoreCard.RegimeFitWeight
            + ScoreCard.DiversificationWeight
            + ScoreCard.DrawdownWeight
            + ScoreCard.SentimentWeight
            + ScoreCard.MacroWeight
        )
            .Should()
            .BeApproximately(1, 1e-12);
    }

    [Fact]
    public void Alpha_IsTheLogisticOfNetReturnOverRisk()
    {
        var proposal = EnsembleTests.Proposal("a", StrategyCategory.Position, (1, 0.5), (2, -0.5));
        var costs = new double[Features.Count];
        Array.Fill(costs, 0.001);
        // Gain .5·.02 + .5·.02 = .02; cost 2·1·.001 = .002; ×12 horizons a year = .216; over risk .1: 1/(1 + e^−2.16).
        AlphaScore.Of(proposal, costs).Should().BeApproximately(1 / (1 + Math.Exp(-2.16)), 1e-12);
    }

    [Fact]
    public void RegimeFit_FavoursMomentumInATrend_AndMovesWithTheRecord()
    {
        var momentum = EnsembleTests.Proposal("a", StrategyCategory.Position, (1, 0.5)).Profile;
        // .35 + .4·.8 = .67.
        RegimeFit.Prior(momentum, Trending).Should().BeApproximately(0.67, 1e-12);
        RegimeFit.Prior(momentum, Trending with { TrendStrength = 0 }).Should().BeApproximately(0.35, 1e-12);
        RegimeFit
            .Prior(momentum with { Family = StrategyFamily.Reversion }, Trending)
            .Should()
            .BeApproximately(0.38, 1e-12);
        // 100 outcomes, 70 right: + (.7 − .5)·100/200 = +.1.
        RegimeFit.Of(momentum, Trending, 70, 100).Should().BeApproximately(0.77, 1e-12);
        RegimeFit.Of(momentum, Trending, 0, 0).Should().BeApproximately(0.67, 1e-12);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.05, 0.5)]
    [InlineData(0.10, 0)]
    [InlineData(0.30, 0)]
    public void Drawdown_CostsTheWholeScoreAtTenPercent(double drawdown, double score) =>
        DrawdownScore.Of(drawdown).Should().BeApproximately(score, 1e-12);

    [Fact]
    public void Diversification_PenalisesTheTwin_NotTheLoner()
    {
        Proposal[] twins =
        [
            EnsembleTests.Proposal("a", StrategyCategory.Position, (1, 0.5)),
            EnsembleTests.Proposal("b", StrategyCategory.Position, (1, 0.9)),
        ];

        Diversification(twins)[0].Should().BeApproximately(0, 1e-9, "its twin moves exactly alike");
        Diversification(twins[..1])[0].Should().Be(1);

        static double[] Diversification(Proposal[] proposals) =>
            DiversificationScore.Of(proposals, ProposalCorrelations.Between(proposals, Features.Returns));
    }

    [Theory]
    [InlineData(18, "10:45", 1, 0.60)]
    [InlineData(25, "10:45", 1, 0.60)]
    [InlineData(25.1, "10:45", 1, 0.75)]
    [InlineData(30.1, "10:45", 1, 0.85)]
    [InlineData(14.9, "10:45", 1, 0.45)]
    [InlineData(18, "09:30", 1, 0.70)]
    [InlineData(18, "10:30", 1, 0.60)]
    [InlineData(18, "11:00", 1, 0.55)]
    [InlineData(18, "14:00", 1, 0.60)]
    [InlineData(18, "15:00", 1, 0.65)]
    [InlineData(18, "10:45", 2.1, 0.68)]
    [InlineData(18, "10:45", 4.1, 0.75)]
    [InlineData(31, "09:30", 4.1, 0.90)]
    [InlineData(double.NaN, "10:45", double.NaN, 0.60)]
    public void FastDebate_AddsUpItsRulesOfThumb(double vix, string time, double velocity, double share)
    {
        var at = NewYork.ToUtc(new DateOnly(2026, 3, 10), TimeOnly.Parse(time));
        FastDebate.IntradayShare(vix, at, velocity).Should().BeApproximately(share, 1e-12);
    }

    [Fact]
    public void Blend_MixesDebateAndLearning_EachBySum()
    {
        // .8·(.75, .25) + .2·(.5, .5) = (.7, .3).
        LearnedBlend
            .Of([0.75, 0.25], [0.5, 0.5], 0.2)
            .Should()
            .SatisfyRespectively(
                a => a.Should().BeApproximately(0.7, 1e-12),
                b => b.Should().BeApproximately(0.3, 1e-12)
            );
        LearnedBlend.Of([0.75, 0.25], [0, 0], 0.2)[0].Should().BeApproximately(0.75, 1e-12);
        LearnedBlend.Share([0, 0]).Should().Equal(0, 0);
    }

    [Fact]
    public void StrategyThatSaysNothing_GetsNoVote_AndADisabledOneNeither()
    {
        Proposal[] proposals =
        [
            EnsembleTests.Proposal("a", StrategyCategory.Position, (1, 0.5)),
            EnsembleTests.Proposal("b", StrategyCategory.Position),
            EnsembleTests.Proposal("c", StrategyCategory.Position, (2, 0.5)),
        ];
        var standings = proposals.ToDictionary(p => p.Profile.Id, _ => StrategyStanding.New(1.0 / 3));
        var states = new Dictionary<StrategyId, StrategyState> { [new StrategyId("c")] = StrategyState.Shadow };
        var brief = new DebateBrief(
            proposals,
            Features,
            Trending,
            new double[Features.Count],
            standings,
            states.ToFrozenDictionary(),
            0.2
        );
        var verdict = RuleDebater.Judge(brief, DebateMode.Full);
        verdict
            .Weights.Should()
            .SatisfyRespectively(
                a => a.Should().BeApproximately(1, 1e-12),
                b => b.Should().Be(0),
                c => c.Should().Be(0)
            );
        verdict.Scores[1].Total.Should().Be(0);
        verdict.Scores[2].Total.Should().BeGreaterThan(0, "a shadow is judged, it only has no vote");
        verdict.IntradayShare.Should().BeNull();
        RuleDebater.Judge(brief, DebateMode.Fast).IntradayShare.Should().NotBeNull();
    }
}
