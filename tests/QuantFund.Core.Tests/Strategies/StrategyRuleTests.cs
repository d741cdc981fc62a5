using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Features;
using QuantFund.Core.Features.Daily;
using QuantFund.Core.Strategies;
using QuantFund.Core.Strategies.Intraday;
using QuantFund.Core.Strategies.LongShort;
using QuantFund.Core.Strategies.Position;
using QuantFund.Testing.Decision;
using Xunit;

namespace QuantFund.Core.Tests.Strategies;

/// <summary>Each rule's arithmetic, on features set by hand.</summary>
public sealed class StrategyRuleTests
{
    private const int Share = 15;

    [Theory]
    [InlineData(0.99, double.NaN)]
    [InlineData(1.0, -1.0 / 3)]
    [InlineData(-1.5, 0.5)]
    [InlineData(3.0, -1.0)]
    [InlineData(3.01, double.NaN)]
    public void VwapReversion_LeansAgainstTheDeviation_FromOneToThree(double z, double conviction)
    {
        var features = Features();
        features.Column(Feature.VwapZ)[Share] = z;
        ConvictionOf(new VwapReversion(), features).Should().Be(conviction);
    }

    [Theory]
    [InlineData(0.5, 0.9, false)]
    [InlineData(0.51, 0.51, true)]
    [InlineData(-0.51, 0.51, true)]
    [InlineData(0.9, 0.5, false)]
    public void VwapReversion_StaysOut_WhereNewsExplainsTheMove(double score, double confidence, bool explained)
    {
        var features = Features();
        features.Column(Feature.VwapZ)[Share] = -1.5;
        features.Column(Feature.SentScore)[Share] = score;
        features.Column(Feature.SentConf)[Share] = confidence;
        Opine(new VwapReversion(), features)
            .Reasons[Share]
            .Should()
            .Be(explained ? Abstention.NewsExplainsMove : Abstention.None);
    }

    [Theory]
    [InlineData("09:44:59", Abstention.SessionTooYoung)]
    [InlineData("09:45:00", null)]
    [InlineData("15:45:00", null)]
    [InlineData("15:45:01", Abstention.SessionOver)]
    public void IntradayHours_RunFrom945To1545(string time, Abstention? refusal)
    {
        var session = NyseCalendar.Instance.SessionOn(new DateOnly(2026, 3, 10))!;
        var now = NewYork.ToUtc(session.Date, TimeOnly.Parse(time));
        SessionHours.Refusal(session, now).Should().Be(refusal);
    }

    [Fact]
    public void IntradayHours_EndEarlier_OnAnEarlyClose()
    {
        var session = NyseCalendar.Instance.SessionOn(new DateOnly(2026, 11, 27))!;
        SessionHours.Refusal(session, NewYork.ToUtc(session.Date, new TimeOnly(12, 45))).Should().BeNull();
        SessionHours
            .Refusal(session, NewYork.ToUtc(session.Date, new TimeOnly(12, 46)))
            .Should()
            .Be(Abstention.SessionOver);
    }

    [Theory]
    [InlineData(0.1, 0.1, 0.1, 1)]
    [InlineData(-0.1, 0.1, 0.1, 1.0 / 3)]
    [InlineData(-0.1, -0.1, 0.1, double.NaN)]
    [InlineData(-0.1, -0.1, -0.1, double.NaN)]
    [InlineData(0.1, 0.1, double.NaN, double.NaN)]
    public void TimeSeriesMomentum_CountsRisingHorizons_AndIsNeverShort(
        double quarter,
        double half,
        double year,
        double conviction
    )
    {
        var features = Features();
        features.Column(Feature.Ret63)[Share] = quarter;
        features.Column(Feature.Ret126)[Share] = half;
        features.Column(Feature.Ret252)[Share] = year;
        ConvictionOf(new TimeSeriesMomentum(), features).Should().BeApproximatelyOrNaN(conviction);
    }

    [Theory]
    [InlineData(0.5, 1)]
    [InlineData(0.51, 0.5)]
    public void TimeSeriesMomentum_HalvesInStress(double stress, double conviction)
    {
        var features = Features();
        features.Market = features.Market with { Macro = MacroFeatures.Missing with { FinancialStress = stress } };
        foreach (var feature in new[] { Feature.Ret63, Feature.Ret126, Feature.Ret252 })
            features.Column(feature)[Share] = 0.1;
        ConvictionOf(new TimeSeriesMomentum(), features).Should().Be(conviction);
    }

    [Fact]
    public void CrossSectionMomentum_RanksTheTopDecile()
    {
        // 30 names: the top 3. Ranks 30, 29, 28 → 1, 2/3, 1/3; rank 27 → 0.
        CrossSectionMomentum.Conviction(30, 30).Should().Be(1);
        CrossSectionMomentum.Conviction(28, 30).Should().BeApproximately(1.0 / 3, 1e-12);
        CrossSectionMomentum.Conviction(27, 30).Should().Be(0);

        var features = Features();
        var best = features.Universe.IndexOf(Symbol.Parse("S00029"));
        for (var row = 0; row < features.Count; row++)
            features.Column(Feature.Mom6To1)[row] = row;
        var opinions = Opine(new CrossSectionMomentum(), features);
        opinions.Convictions[best].Should().Be(1);
        Views(opinions).Should().Be(3, "of 30 shares");
        var off = Opine(new CrossSectionMomentum(), features, RiskLabel.Off);
        off.Convictions[best].Should().BeApproximately(0.4, 1e-12);
    }

    [Theory]
    [InlineData(-1.25, double.NaN, double.NaN, Abstention.NoSignal)]
    [InlineData(-1.26, double.NaN, 0.42, Abstention.None)]
    [InlineData(-4, double.NaN, 1, Abstention.None)]
    [InlineData(1.5, double.NaN, -0.5, Abstention.None)]
    [InlineData(-0.5, 0.5, 1.0 / 6, Abstention.None)]
    [InlineData(-0.49, 0.5, double.NaN, Abstention.RuleEnded)]
    [InlineData(0.5, -0.5, -1.0 / 6, Abstention.None)]
    [InlineData(0.49, -0.5, double.NaN, Abstention.RuleEnded)]
    public void MeanReversion_EntersBeyondOneAndAQuarter_AndStaysUntilAHalf(
        double score,
        double held,
        double conviction,
        Abstention reason
    )
    {
        var opinions = new Opinions(1);
        MeanReversionLongShort.Opine(0, score, held, opinions);
        opinions.Convictions[0].Should().BeApproximatelyOrNaN(conviction);
        opinions.Reasons[0].Should().Be(reason);
    }

    [Fact]
    public void ResidualScore_FindsTheShareThatFellBehindItsMarket()
    {
        // A share that follows the market but for a residual that swings around its mean, and has just swung down.
        var random = new Random(3);
        var market = new double[60];
        var share = new double[60];
        double level = 0;
        for (var t = 0; t < 60; t++)
        {
            market[t] = 0.01 * (random.NextDouble() - 0.5);
            var next = (0.5 * level) + (0.01 * (random.NextDouble() - 0.5)) - (t == 59 ? 0.03 : 0);
            share[t] = (1.2 * market[t]) + next - level;
            level = next;
        }
        var factor = ResidualScore.Factor(market, []);
        ResidualScore.Of(share, factor, []).Should().BeLessThan(-1.25);
        double[] mirror = [.. share.Select((r, t) => (2.4 * market[t]) - r)];
        ResidualScore.Of(mirror, factor, []).Should().BeGreaterThan(1.25);
        // The market itself leaves nothing to revert.
        double.IsNaN(ResidualScore.Of(market, factor, [])).Should().BeTrue();
    }

    private static FeatureTable Features() => FeatureEngine.Build(new RandomWalk(30).Snapshot());

    private static double ConvictionOf(IStrategy strategy, FeatureTable features) =>
        Opine(strategy, features).Convictions[Share];

    private static int Views(Opinions opinions)
    {
        var count = 0;
        foreach (var conviction in opinions.Convictions)
            count += double.IsNaN(conviction) ? 0 : 1;
        return count;
    }

    private static Opinions Opine(IStrategy strategy, FeatureTable features, RiskLabel risk = RiskLabel.Neutral)
    {
        var opinions = new Opinions(features.Count);
        var held = new double[features.Count];
        Array.Fill(held, double.NaN);
        strategy.Opine(
            new StrategyContext(
                features,
                new Regime(TrendLabel.Neutral, 0, VolatilityLabel.Normal, risk, 0, 0.3, 18, VixSource.Index),
                new RandomWalk(1).Session,
                new bool[features.Count],
                held
            ),
            opinions
        );
        return opinions;
    }
}
