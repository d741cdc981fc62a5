using AwesomeAssertions;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Features;
using QuantFund.Core.Strategies;
using QuantFund.Core.Strategies.Intraday;
using QuantFund.Core.Strategies.Treatment;
using QuantFund.Testing.Decision;
using Xunit;

namespace QuantFund.Core.Tests.Strategies;

/// <summary>Arithmetic of the intraday rules, on features set by hand.</summary>
public sealed class IntradayRuleTests
{
    private static readonly double Root = Math.Sqrt(2);

    // With sigma_15m = .01/√2 the score is ret_30m/.01: 1% is one deviation.
    [Theory]
    [InlineData(0.005, 2, double.NaN)]
    [InlineData(0.0051, 2, 0.17)]
    [InlineData(0.015, 1.5, double.NaN)]
    [InlineData(0.015, 1.51, 0.5)]
    [InlineData(-0.015, 2, -0.5)]
    [InlineData(0.06, 2, 1)]
    [InlineData(-0.06, 2, -1)]
    public void IntradayMomentum_FollowsAStrongHalfHour_OnStrongVolume(double move, double volume, double conviction) =>
        RuleBench
            .Conviction(
                new IntradayMomentum(),
                RuleBench.With(
                    (Feature.Ret30m, move),
                    (Feature.VolumeRatio, volume),
                    (Feature.Sigma15m, 0.01 / Root),
                    (Feature.Rsi14, 50)
                )
            )
            .Should()
            .BeApproximatelyOrNaN(conviction);

    [Theory]
    [InlineData(0.015, 75, -0.5, Abstention.None)]
    [InlineData(0.015, 75.1, 0, Abstention.Overextended)]
    [InlineData(0.015, 50, -0.51, Abstention.NewsAgainst)]
    [InlineData(-0.015, 25, 0.5, Abstention.None)]
    [InlineData(-0.015, 24.9, 0, Abstention.Overextended)]
    [InlineData(-0.015, 50, 0.51, Abstention.NewsAgainst)]
    [InlineData(0.015, double.NaN, double.NaN, Abstention.None)]
    public void IntradayMomentum_DropsWhatNewsOpposes_AndWhatHasRunTooFar(
        double move,
        double strength,
        double news,
        Abstention reason
    ) =>
        RuleBench
            .Opine(
                new IntradayMomentum(),
                RuleBench.With(
                    (Feature.Ret30m, move),
                    (Feature.VolumeRatio, 2),
                    (Feature.Sigma15m, 0.01),
                    (Feature.Rsi14, strength),
                    (Feature.SentScore, news)
                )
            )
            .Reasons[RuleBench.Share]
            .Should()
            .Be(reason);

    [Theory]
    [InlineData(1.99, 0.01, double.NaN)]
    [InlineData(2, 0.01, 1.0 / 3)]
    [InlineData(2, 0.003, double.NaN)]
    [InlineData(2.5, 0.0031, 0.5)]
    [InlineData(2.5, -0.01, -0.5)]
    [InlineData(9, 0.01, 1)]
    [InlineData(9, -0.01, -1)]
    public void VolumeSpike_GoesWithThePrice_TheMoreTheVolume(double volume, double move, double conviction) =>
        RuleBench
            .Conviction(new VolumeSpike(), RuleBench.With((Feature.VolumeRatio, volume), (Feature.Ret15m, move)))
            .Should()
            .BeApproximatelyOrNaN(conviction);

    [Fact]
    public void RelativeStrength_LooksAtTheThreeBestAndTheThreeWorstSectors()
    {
        double[] returns = [0.01, -0.02, double.NaN, 0.03, 0.00, 0.02, -0.01, -0.03, 0.005];
        // Best first: .03 (3), .02 (5), .01 (0) | .005 (8), 0 (4) | −.01 (6), −.02 (1), −.03 (7).
        RelativeStrengthIntraday
            .Extremes(returns)
            .Should()
            .Equal(true, true, false, true, false, true, true, true, false);
        RelativeStrengthIntraday.Extremes([0.1, 0.1, 0.1]).Should().Equal(true, true, true);
    }

    [Fact]
    public void RelativeStrength_IsAZScore_WithinTheSectorsThatStandOut()
    {
        var features = RuleBench.Features();
        var universe = features.Universe;
        // Sector i returns i% by its fund; sectors 0, 1, 2 and 8, 9, 10 take part. Half of their shares gained 1% on
        // their sector and half lost 1%.
        var up = true;
        var taking = new List<int>();
        for (var row = 0; row < features.Count; row++)
        {
            if (universe[row].Kind != InstrumentKind.Share)
                continue;
            var sector = SectorFunds.Sectors.ToList().IndexOf(universe[row].Sector);
            features.Column(Feature.SessionRet)[universe.IndexOf(SectorFunds.Of(universe[row].Sector)!.Value)] =
                sector / 100.0;
            features.Column(Feature.RelStrength)[row] = up ? 0.01 : -0.01;
            if (sector is <= 2 or >= 8)
            {
                taking.Add(row);
                up = !up;
            }
        }
        // 30 shares over 11 sectors: sectors 0 to 7 have three, 8 to 10 two: 9 + 6 = 15 take part, 8 up and 7 down.
        taking.Should().HaveCount(15);
        // Mean .01/15; squares 15·.0001 − 15·mean²; deviation = √((.0015 − .0001/15)/14).
        var mean = 0.01 / 15;
        var deviation = Math.Sqrt((0.0015 - (0.0001 / 15)) / 14);
        var opinions = RuleBench.Opine(new RelativeStrengthIntraday(), features);
        opinions.Convictions[taking[0]].Should().BeApproximately((0.01 - mean) / deviation / 2, 1e-12);
        opinions.Convictions[taking[1]].Should().BeApproximately((-0.01 - mean) / deviation / 2, 1e-12);
        var views = 0;
        foreach (var conviction in opinions.Convictions)
            views += double.IsNaN(conviction) ? 0 : 1;
        views.Should().Be(15, "a share of a middling sector has no view");

        features.Column(Feature.RelStrength)[taking[0]] = 0.005;
        features.Column(Feature.RelStrength)[taking[1]] = -0.0051;
        opinions = RuleBench.Opine(new RelativeStrengthIntraday(), features);
        opinions.Reasons[taking[0]].Should().Be(Abstention.NoSignal);
        opinions.Reasons[taking[1]].Should().Be(Abstention.None);
    }

    [Theory]
    [InlineData(100.1, 0)]
    [InlineData(100.2, 0.7)]
    [InlineData(100.5, 1)]
    [InlineData(103, 1)]
    [InlineData(97.91, 0)]
    [InlineData(97.804, -0.7)]
    [InlineData(90, -1)]
    [InlineData(99, 0)]
    public void OpeningRangeBreakout_GrowsWithTheDistanceFromTheRange(double price, double conviction) =>
        // Range 98 to 100: 100.2 is .2% above: .5 + .2 = .7; 97.804 = 98·.998 is .2% below.
        OpeningRangeBreakout.Conviction(price, 100, 98).Should().BeApproximately(conviction, 1e-9);

    [Theory]
    [InlineData(1, false)]
    [InlineData(1.01, true)]
    [InlineData(double.NaN, false)]
    public void OpeningRangeBreakout_NeedsMoreThanUsualVolume(double volume, bool speaks)
    {
        var features = RuleBench.With((Feature.VolumeRatio, volume));
        var price = features.Prices[RuleBench.Share];
        features.Column(Feature.OrHigh)[RuleBench.Share] = price / 1.002;
        features.Column(Feature.OrLow)[RuleBench.Share] = price / 1.02;
        var conviction = RuleBench.Conviction(new OpeningRangeBreakout(), features);
        conviction.Should().BeApproximatelyOrNaN(speaks ? 0.7 : double.NaN);
    }

    [Theory]
    [InlineData("09:46", true)]
    [InlineData("10:00", false)]
    public void OpeningRangeBreakout_WaitsForItsRange(string time, bool young)
    {
        var walk = new RandomWalk(30, time: TimeOnly.Parse(time));
        var opinions = RuleBench.Opine(new OpeningRangeBreakout(), FeatureEngine.Build(walk.Snapshot()));
        (opinions.Silence == "The opening range is not complete.").Should().Be(young);
    }

    [Theory]
    [InlineData(0.02, 1, double.NaN, double.NaN)]
    [InlineData(0.021, 1, double.NaN, -0.525)]
    [InlineData(-0.03, 1, double.NaN, 0.75)]
    [InlineData(0.09, 1, double.NaN, -1)]
    [InlineData(-0.09, 1.49, double.NaN, 1)]
    [InlineData(-0.09, 1.5, double.NaN, double.NaN)]
    [InlineData(-0.03, 1, 2, double.NaN)]
    [InlineData(-0.03, 1, 2.01, 0.75)]
    public void QuickMeanReversion_LeansAgainstAMove_ThatNothingExplains(
        double move,
        double volume,
        double newsHours,
        double conviction
    ) =>
        RuleBench
            .Conviction(
                new QuickMeanReversion(),
                RuleBench.With(
                    (Feature.Ret30m, move),
                    (Feature.VolumeRatio, volume),
                    (Feature.Sigma15m, 0.01 / Root),
                    (Feature.NewsAge, newsHours)
                )
            )
            .Should()
            .BeApproximatelyOrNaN(conviction);

    [Fact]
    public void QuickMeanReversion_IsSilent_WithoutANewsSource()
    {
        var features = RuleBench.With((Feature.Ret30m, -0.1));
        features.Gates = features.Gates with { News = "No news source." };
        RuleBench.Opine(new QuickMeanReversion(), features).Silence.Should().Be("No news source.");
    }

    [Fact]
    public void HorizonToTheClose_ShrinksWithTheSession()
    {
        var session = NyseCalendar.Instance.SessionOn(new DateOnly(2026, 3, 10))!;
        DateTimeOffset At(int hour, int minute) => NewYork.ToUtc(session.Date, new TimeOnly(hour, minute));
        // 15:50 is the closing time: from 10:00 on 350 minutes, from 15:30 on 20; an hour is an hour until 14:50.
        Horizon.ToClose.Left(At(10, 0), session).Should().Be(TimeSpan.FromMinutes(350));
        Horizon.Minutes(60).Left(At(14, 50), session).Should().Be(TimeSpan.FromMinutes(60));
        Horizon.Minutes(60).Left(At(14, 51), session).Should().Be(TimeSpan.FromMinutes(59));
        Horizon.Minutes(60).Left(At(15, 51), session).Should().Be(TimeSpan.Zero);
        // At 11:00, 290 minutes are left: sigma·√(290/15).
        var features = RuleBench.Features();
        ExpectedReturn
            .Sigma(Horizon.ToClose, features, RuleBench.Share)
            .Should()
            .BeApproximately(features[Feature.Sigma15m, RuleBench.Share] * Math.Sqrt(290 / 15.0), 1e-12);
    }
}
