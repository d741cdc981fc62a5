using AwesomeAssertions;
using QuantFund.Core.Learning;
using Xunit;

namespace QuantFund.Core.Tests.Learning;

public sealed class LossEvidenceTests
{
    [Fact]
    public void Evidence_BeginsAtOne_AndGrowsByItsStakes()
    {
        LossEvidence.None.Value.Should().Be(1);
        // A session of −1: the mean of 1 + λ over the stakes .02 .05 .10 .16 .24 .32, whose sum is .89.
        LossEvidence.None.With(-1).Value.Should().BeApproximately(1 + (0.89 / 6), 1e-12);
        // Farther than three deviations counts as three; what is not known counts nothing.
        LossEvidence.None.With(-9).Value.Should().BeApproximately(LossEvidence.None.With(-3).Value, 1e-12);
        LossEvidence.None.With(double.NaN).Should().Be(LossEvidence.None);
        LossEvidence.None.With(0).Value.Should().Be(1);
    }

    [Fact]
    public void Proof_IsTwentyToOne_AtFivePercent()
    {
        var evidence = LossEvidence.None;
        while (!evidence.Proves(0.05))
            evidence = evidence.With(-1);
        evidence.Value.Should().BeGreaterThanOrEqualTo(20);
        evidence.Sessions.Should().BeInRange(12, 30);
        (evidence with { LogWealth = [Math.Log(19.99)] }).Proves(0.05).Should().BeFalse();
        (evidence with { LogWealth = [Math.Log(20.0001)] }).Proves(0.05).Should().BeTrue();
    }

    [Fact]
    public void StrategyThatDoesNotLose_IsRetiredInAtMostFivePercent_AtAnyTimeOfTenYears()
    {
        // The hardest case that must be spared: a mean of exactly nothing, looked at after every session.
        const int funds = 1000;
        var retired = Enumerable.Range(0, funds).Count(seed => SessionsUntilProof(seed, 0, 2520) is not null);

        retired.Should().BeLessThanOrEqualTo(funds / 20);
        retired.Should().BePositive("a test that never errs would have no power");
    }

    [Theory]
    [InlineData(-3.0, 600)]
    [InlineData(-1.5, 2200)]
    public void StrategyThatLoses_IsRetired_MostOfTheTime(double annualSharpe, int within)
    {
        const int funds = 200;
        var retired = Enumerable
            .Range(0, funds)
            .Count(seed => SessionsUntilProof(seed, annualSharpe, within) is not null);

        retired.Should().BeGreaterThan(funds * 9 / 10);
    }

    private static int? SessionsUntilProof(int seed, double annualSharpe, int sessions)
    {
        var random = new Random(seed);
        var evidence = LossEvidence.None;
        for (var session = 1; session <= sessions; session++)
        {
            evidence = evidence.With((annualSharpe / Math.Sqrt(252)) + Seeded.Normal(random));
            if (evidence.Proves(0.05))
                return session;
        }
        return null;
    }
}
