using System.Collections.Frozen;
using AwesomeAssertions;
using QuantFund.Core.Debate;
using QuantFund.Core.Debate.Arguments;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Features;
using QuantFund.Core.Strategies;
using QuantFund.Core.Tests.Ensemble;
using QuantFund.Testing.Decision;
using Xunit;

namespace QuantFund.Core.Tests.Debate;

public sealed class ArgumentTests
{
    private static readonly FeatureTable Features = FeatureEngine.Build(new RandomWalk(30).Snapshot());

    private static readonly Regime Calm = new(
        TrendLabel.Up,
        0.8,
        VolatilityLabel.Normal,
        RiskLabel.Neutral,
        0,
        0.3,
        18,
        VixSource.Index
    );

    private static readonly Proposal[] Four =
    [
        EnsembleTests.Proposal("a", StrategyCategory.Position, (1, 0.5), (2, 0.3)),
        EnsembleTests.Proposal("b", StrategyCategory.Position, (2, -0.4), (3, 0.2)),
        EnsembleTests.Proposal("c", StrategyCategory.Position),
        EnsembleTests.Proposal("d", StrategyCategory.LongShort, (4, 0.5), (5, -0.5)),
    ];

    // The market of the tests has a VIX of 18.2.
    [Theory]
    [InlineData("portfolio", "vix", ClaimRelation.Equals, "18.2", ClaimFinding.Holds)]
    [InlineData("portfolio", "vix", ClaimRelation.Equals, "18.38", ClaimFinding.Holds)] // .18 off, 1% is .182
    [InlineData("portfolio", "vix", ClaimRelation.Equals, "18.39", ClaimFinding.False)]
    [InlineData("portfolio", "vix", ClaimRelation.Equals, "18", ClaimFinding.Holds)] // .2 off, quoted to the unit
    [InlineData("portfolio", "vix", ClaimRelation.Equals, "18.0", ClaimFinding.False)] // .2 off, quoted to the tenth
    [InlineData("portfolio", "vix", ClaimRelation.Above, "18.0", ClaimFinding.Holds)]
    [InlineData("portfolio", "vix", ClaimRelation.Above, "19.0", ClaimFinding.False)]
    [InlineData("portfolio", "vix", ClaimRelation.Below, "19.0", ClaimFinding.Holds)]
    [InlineData("portfolio", "vix", ClaimRelation.Below, "18.0", ClaimFinding.False)]
    [InlineData("portfolio", "names", ClaimRelation.Equals, "2", ClaimFinding.Holds)]
    [InlineData("portfolio", "net", ClaimRelation.Equals, "0.80", ClaimFinding.Holds)]
    [InlineData("portfolio", "net", ClaimRelation.Equals, "-0.80", ClaimFinding.False)]
    [InlineData("portfolio", "top_weight", ClaimRelation.Equals, "0.5", ClaimFinding.Holds)]
    [InlineData("portfolio", "moon_phase", ClaimRelation.Equals, "1", ClaimFinding.NotCheckable)]
    [InlineData("portfolio", "growth_momentum", ClaimRelation.Above, "0", ClaimFinding.NotCheckable)] // no macro source
    [InlineData("NOSUCH", "ret_5", ClaimRelation.Above, "0", ClaimFinding.NotCheckable)]
    [InlineData("not a symbol", "ret_5", ClaimRelation.Above, "0", ClaimFinding.NotCheckable)]
    [InlineData("SPY", "ret_999", ClaimRelation.Above, "0", ClaimFinding.NotCheckable)]
    public void Claim_IsHeldAgainstTheFeatures(
        string symbol,
        string feature,
        ClaimRelation relation,
        string value,
        ClaimFinding finding
    )
    {
        var quoted = decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture);
        ClaimCheck
            .Check(new Claim(symbol, feature, relation, quoted, Features.AsOf), FactsOf(0))
            .Finding.Should()
            .Be(finding);
    }

    [Fact]
    public void ClaimOfAnotherMoment_CannotBeChecked() =>
        ClaimCheck
            .Check(
                new Claim("portfolio", "vix", ClaimRelation.Equals, 18.2m, Features.AsOf.AddMinutes(-15)),
                FactsOf(0)
            )
            .Finding.Should()
            .Be(ClaimFinding.NotCheckable);

    [Fact]
    public void MeanAndTilt_WeighByWhatIsHeld()
    {
        var facts = FactsOf(1);
        var ret = Features[Feature.Ret5];
        // −.4 of row 2, .2 of row 3; gross .6.
        facts.Of("portfolio", "tilt_ret_5").Should().BeApproximately(((-0.4 * ret[2]) + (0.2 * ret[3])) / 0.6, 1e-12);
        facts.Of("portfolio", "mean_ret_5").Should().BeApproximately(((0.4 * ret[2]) + (0.2 * ret[3])) / 0.6, 1e-12);
        facts.Of("portfolio", "correlation_b").Should().BeApproximately(1, 1e-9);
        facts.Of("portfolio", "correlation_nobody").Should().Be(double.NaN);
    }

    [Fact]
    public void FalseClaim_IsStruck_AndTakesItsShareOfTheStrength()
    {
        var (right, wrong) = (ClaimOf("names", 2), ClaimOf("names", 7));
        Hear(right, right, right, wrong).Strength.Should().BeApproximately(0.8 * 3 / 4, 1e-12);
        Hear(wrong, wrong).Strength.Should().Be(0);
        Hear(right).Strength.Should().BeApproximately(0.8, 1e-12);
    }

    [Fact]
    public void ArgumentWithoutACheckableClaim_CountsHalf()
    {
        Hear().Strength.Should().BeApproximately(0.4, 1e-12);
        Hear(ClaimOf("moon_phase", 1)).Strength.Should().BeApproximately(0.4, 1e-12);
        Hear(ClaimOf("moon_phase", 1), ClaimOf("names", 2)).Strength.Should().BeApproximately(0.8, 1e-12);
    }

    [Theory]
    [InlineData(0.5, 0, 0, 0.5)]
    [InlineData(0.5, 1, 0, 0.6)]
    [InlineData(0.5, 0, 1, 0.4)]
    [InlineData(0.5, 0.5, 0.5, 0.495)] // .5·1.1·.9
    [InlineData(0.95, 1, 0, 1)] // 1.14, but never above 1
    public void Score_RisesWithSupport_FallsWithAttacks_NeverAboveOne(
        double score,
        double support,
        double attack,
        double total
    ) => ArguedScore.Of(score, support, attack).Total.Should().BeApproximately(total, 1e-12);

    [Fact]
    public void EveryStrategyThatSpeaks_IsAttackedByItsTwoNearestRivals_AndNobodyElse()
    {
        var verdict = RuleDebater.Judge(BriefOf(Four), DebateMode.Full);

        var attacks = verdict.Arguments.Where(a => a.Stance == Stance.Attacks).ToList();
        foreach (var target in new[] { "a", "b", "d" })
            attacks
                .Where(a => a.Target.Value == target)
                .Select(a => a.By.Value)
                .Should()
                .BeEquivalentTo(
                    new[] { "a", "b", "d" }.Where(other => other != target),
                    $"three speak, {target} is one"
                );
        verdict.Arguments.Should().NotContain(a => a.Target.Value == "c" || a.By.Value == "c", "it said nothing");
        attacks.Should().OnlyContain(a => a.Strength > 0 && a.Strength <= 1 && a.Claims.Count > 0);
        attacks
            .GroupBy(a => a.Target)
            .Should()
            .OnlyContain(g => g.Select(a => a.Prose).Distinct().Count() == g.Count(), "no weakness is named twice");
    }

    [Fact]
    public void Support_QuotesWhatTheStrategyReads_OfItsLargestName()
    {
        var reader = new Proposal(
            Four[0].Profile with
            {
                Reads = [Feature.Rsi14, Feature.Ret5],
            },
            Four[0].Ic,
            Four[0].Convictions.ToArray(),
            Four[0].Reasons.ToArray(),
            Four[0].Silence,
            Four[0].Weights.ToArray(),
            Four[0].ExpectedReturns.ToArray(),
            Four[0].ForecastVolatility
        );

        var verdict = RuleDebater.Judge(BriefOf([reader, .. Four[1..]]), DebateMode.Full);

        var support = verdict.Arguments.Single(a => a.Stance == Stance.Supports && a.Target.Value == "a");
        // Row 1 is its largest, at .5.
        var quoted = support.Claims[^1].Claim;
        (quoted.Symbol, quoted.Feature).Should().Be((Features.Universe[1].Symbol.Value, "rsi_14"));
    }

    [Fact]
    public void WhatTheRulesClaim_Holds()
    {
        var verdict = RuleDebater.Judge(BriefOf(Four), DebateMode.Full);

        verdict.Arguments.SelectMany(a => a.Claims).Should().NotBeEmpty();
        verdict.Arguments.SelectMany(a => a.Claims).Should().OnlyContain(c => c.Finding == ClaimFinding.Holds);
    }

    [Fact]
    public void Votes_AreTheScoresAfterTheArguments()
    {
        var verdict = RuleDebater.Judge(BriefOf(Four), DebateMode.Full);

        var sum = verdict.Argued.Sum(a => a.Total);
        for (var i = 0; i < Four.Length; i++)
        {
            var heard = verdict.Arguments.Where(a => a.Target == Four[i].Profile.Id).ToList();
            var support = heard.Where(a => a.Stance == Stance.Supports).Select(a => a.Strength).SingleOrDefault();
            var attacks = heard.Where(a => a.Stance == Stance.Attacks).Select(a => a.Strength).ToList();
            var expected = ArguedScore.Of(verdict.Scores[i].Total, support, attacks.Count == 0 ? 0 : attacks.Average());
            verdict.Argued[i].Should().Be(expected);
            verdict.DebateWeights[i].Should().BeApproximately(expected.Total / sum, 1e-12);
        }
    }

    [Fact]
    public void FastDebate_ArguesNothing()
    {
        var verdict = RuleDebater.Judge(BriefOf(Four), DebateMode.Fast);

        verdict.Arguments.Should().BeEmpty();
        verdict.Argued.Should().BeEmpty();
    }

    [Fact]
    public void CostAboveTheExpectedReturn_IsTheStrongestAttack()
    {
        // Two names of .5 and .3 at 2% expected: gains .016; at 1% a side the round trip costs 2·.8·.01 = .016: all of it.
        var verdict = RuleDebater.Judge(BriefOf(Four[..2], cost: 0.01), DebateMode.Full);

        var attack = verdict.Arguments.Single(a => a.Stance == Stance.Attacks && a.Target.Value == "a");
        attack.Strength.Should().BeApproximately(1, 1e-9);
        attack.Claims.Select(c => c.Claim.Feature).Should().Equal("round_trip_cost", "expected_return");
        attack.Prose.Should().Be("To trade it in and out costs 1.60% of its capital for an expected 1.60%.");
    }

    private static HeardArgument Hear(params Claim[] claims) =>
        ClaimCheck.Hear(
            new Argument(Stance.Attacks, new StrategyId("b"), new StrategyId("a"), claims, "Because.", 0.8),
            FactsOf(0)
        );

    private static Claim ClaimOf(string feature, decimal value) =>
        new(Claim.Portfolio, feature, ClaimRelation.Equals, value, Features.AsOf);

    private static ClaimFacts FactsOf(int index) =>
        new(BriefOf(Four), ProposalCorrelations.Between(Four, Features.Returns), index);

    private static DebateBrief BriefOf(Proposal[] proposals, double cost = 0.0005)
    {
        var costs = new double[Features.Count];
        Array.Fill(costs, cost);
        return new DebateBrief(
            proposals,
            Features,
            Calm,
            costs,
            proposals.ToDictionary(p => p.Profile.Id, _ => StrategyStanding.New(1.0 / proposals.Length)),
            FrozenDictionary<StrategyId, StrategyState>.Empty,
            0.2
        );
    }
}
