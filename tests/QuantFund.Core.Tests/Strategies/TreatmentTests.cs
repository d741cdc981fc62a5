using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Features;
using QuantFund.Core.Strategies;
using QuantFund.Core.Strategies.Treatment;
using QuantFund.Testing.Decision;
using Xunit;

namespace QuantFund.Core.Tests.Strategies;

public sealed class TreatmentTests
{
    private static readonly FeatureTable Features = FeatureEngine.Build(new RandomWalk(66).Snapshot());

    [Theory]
    [InlineData(0.5, 0.3, 0.4, 0.512)]
    [InlineData(-0.5, 0.3, 0.4, -0.488)]
    [InlineData(0.5, 0.29, 0.9, 0.5)]
    [InlineData(0.5, 0.9, 0.39, 0.5)]
    [InlineData(1, 1, 1, 1)]
    [InlineData(0.5, double.NaN, 0, 0.5)]
    public void SentimentTilt_LeansOnStrongAndSureNewsOnly(
        double conviction,
        double score,
        double confidence,
        double tilted
    )
    {
        // .5·(1 + .2·.3·.4) = .512; short: −.5·(1 − .024) = −.488.
        SentimentTilt.Of(conviction, score, confidence).Should().BeApproximately(tilted, 1e-12);
    }

    [Fact]
    public void Strongest_PrefersConviction_ThenLiquidity_ThenTheSymbol()
    {
        Span<int> chosen = stackalloc int[3];
        var count = Strongest.Choose([0.5, -0.9, double.NaN, 0.5, 0.5], [1, 1, 9, 7, 1], 0, chosen);
        chosen[..count].ToArray().Should().Equal(1, 3, 0);
        Strongest.Choose([0.5, -0.9], [1, 1], -1, chosen).Should().Be(1);
        chosen[0].Should().Be(1);
    }

    [Fact]
    public void Neutrality_ScalesTheLargerSideDown_PerSectorThenInTotal()
    {
        var sectorA = new Sector("A");
        var sectorB = new Sector("B");
        // Sector A has six shares and is balanced by itself; sector B has two and counts in the total only.
        var universe = new Universe(
            Enumerable
                .Range(0, 8)
                .Select(i => new Instrument(Symbol.Parse($"S{i}"), "", i < 6 ? sectorA : sectorB, InstrumentKind.Share))
        );
        double[] weights = [0.3, 0.1, -0.2, 0, 0, 0, 0.1, -0.3];
        Neutrality.Restore(weights, [0, 1, 2, 6, 7], universe, [6, 2]);
        // A: longs .4 → .2: .15, .05. Total: longs .3, shorts .5 → shorts × .6: −.12, −.18.
        weights
            .Should()
            .BeEquivalentTo(
                [0.15, 0.05, -0.12, 0, 0, 0, 0.1, -0.18],
                o => o.Using<double>(c => c.Subject.Should().BeApproximately(c.Expectation, 1e-12)).WhenTypeIs<double>()
            );
        weights.Sum().Should().BeApproximately(0, 1e-12);
    }

    [Fact]
    public void Sizing_IsProportionalToConvictionOverVolatility()
    {
        var convictions = new double[Features.Count];
        Array.Fill(convictions, double.NaN);
        (convictions[20], convictions[21]) = (1, -0.5);
        var (weights, _) = Sizing.Size(convictions, Features, neutral: false);
        var expected = -2 * Features[Feature.Vol21, 21] / Features[Feature.Vol21, 20];
        (weights[20] / weights[21]).Should().BeApproximately(expected, 1e-9);
        weights.Count(w => w != 0).Should().Be(2);
    }

    [Fact]
    public void Sizing_HoldsTheProposalToTwelvePercentVolatility_AndFortyNames()
    {
        var convictions = new double[Features.Count];
        Array.Fill(convictions, 1);
        var (weights, volatility) = Sizing.Size(convictions, Features, neutral: false);
        weights.Count(w => w != 0).Should().Be(40);
        volatility.Should().BeLessThanOrEqualTo(0.12);
        PortfolioVolatility.ByCovariance(weights, Features.Returns).Should().BeApproximately(volatility, 1e-9);
        weights.Sum(Math.Abs).Should().BeLessThanOrEqualTo(1 + 1e-12);
    }

    [Fact]
    public void ExpectedReturn_IsIcTimesVolatilityTimesScore()
    {
        // .03 · .08 · 2.5·.4 = .0024; the score is clipped at 2.5.
        ExpectedReturn.Of(0.03, 0.4, 0.08).Should().BeApproximately(0.0024, 1e-12);
        ExpectedReturn.Of(0.03, -1, 0.08).Should().BeApproximately(-0.006, 1e-12);
        // 21 sessions of 24%: .24·√(21/252); 60 minutes: sigma·√4.
        ExpectedReturn
            .Sigma(Horizon.Days(21), Features, 20)
            .Should()
            .BeApproximately(Features[Feature.Vol21, 20] * Math.Sqrt(1.0 / 12), 1e-12);
        ExpectedReturn
            .Sigma(Horizon.Minutes(60), Features, 20)
            .Should()
            .BeApproximately(2 * Features[Feature.Sigma15m, 20], 1e-12);
    }

    [Fact]
    public void Horizon_CountsCompletedSessions_AndMinutesWithinOne()
    {
        var session = NyseCalendar.Instance.SessionOn(new DateOnly(2026, 3, 10))!;
        DateOnly[] completed = [new(2026, 3, 4), new(2026, 3, 5), new(2026, 3, 6), new(2026, 3, 9)];
        var opened = NewYork.ToUtc(new DateOnly(2026, 3, 5), new TimeOnly(11, 0));
        var now = NewYork.ToUtc(session.Date, new TimeOnly(10, 0));
        // Opened on the 5th, after the close of the 4th: the 5th, 6th and 9th have passed.
        Horizon.Days(3).HasPassed(opened, new DateOnly(2026, 3, 4), now, session, completed).Should().BeTrue();
        Horizon.Days(4).HasPassed(opened, new DateOnly(2026, 3, 4), now, session, completed).Should().BeFalse();

        var today = NewYork.ToUtc(session.Date, new TimeOnly(11, 0));
        var hour = Horizon.Minutes(60);
        hour.HasPassed(today, default, today.AddMinutes(59), session, completed).Should().BeFalse();
        hour.HasPassed(today, default, today.AddMinutes(60), session, completed).Should().BeTrue();
        hour.HasPassed(opened, default, now, session, completed).Should().BeTrue("its session is over");
        var late = NewYork.ToUtc(session.Date, new TimeOnly(15, 45));
        hour.HasPassed(late, default, NewYork.ToUtc(session.Date, new TimeOnly(15, 50)), session, completed)
            .Should()
            .BeTrue("the closing time ends it");
    }

    [Theory]
    [InlineData(0, 0.6)]
    [InlineData(1, 0.4)]
    [InlineData(2, 0.2)]
    public void FadingOpinion_LosesAThirdASession(int sessions, double conviction)
    {
        // Horizon of three sessions, opened at .6.
        var profile = new Core.Strategies.Position.NewsSentimentEvent().Profile;
        profile.Fades.Should().BeTrue();
        var opinions = new Opinions(Features.Count);
        var living = new double[Features.Count];
        Array.Fill(living, double.NaN);
        living[20] = living[21] = 0.6;
        opinions.View(20, 0.6);
        // The other one has turned since: it is new, and does not fade.
        opinions.View(21, -0.3);
        var convictions = opinions.Convictions.ToArray();
        HeldOpinions.Fade(convictions, profile, opinions, living, [Open(20), Open(21)], Features);
        convictions[20].Should().BeApproximately(conviction, 1e-12);
        convictions[21].Should().Be(-0.3);

        OpenOpinion Open(int row) =>
            new(
                Features.Universe[row].Symbol,
                0.6,
                Features.AsOf,
                Features.Sessions[^(1 + sessions)],
                0,
                new CycleId("c20260310-1100")
            );
    }

    [Fact]
    public void HeldOpinion_EndsByItsRule_OrByAFlip_NotByAWeakerSignal()
    {
        var opinions = new Opinions(4);
        opinions.View(0, 0.2);
        opinions.View(1, -0.2);
        opinions.Abstain(2, Abstention.NoSignal);
        opinions.Abstain(3, Abstention.RuleEnded);
        HeldOpinions.Keep([0.9, 0.9, 0.9, 0.9], opinions);
        opinions.Convictions.ToArray().Should().Equal(0.9, -0.2, 0.9, double.NaN);
    }
}
