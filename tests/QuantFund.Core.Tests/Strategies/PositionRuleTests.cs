using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Features;
using QuantFund.Core.Strategies;
using QuantFund.Core.Strategies.LongShort;
using QuantFund.Core.Strategies.Position;
using QuantFund.Core.Strategies.Treatment;
using QuantFund.Testing.Decision;
using Xunit;

namespace QuantFund.Core.Tests.Strategies;

/// <summary>Arithmetic of the position and long/short rules, on features set by hand.</summary>
public sealed class PositionRuleTests
{
    [Theory]
    [InlineData(-2, double.NaN)]
    [InlineData(-2.01, 0.5025)]
    [InlineData(2, double.NaN)]
    [InlineData(3, -0.75)]
    [InlineData(-4.5, 1)]
    [InlineData(4.5, -1)]
    public void MeanReversion_LeansAgainstTheMove_BeyondTwoDeviations(double score, double conviction) =>
        RuleBench
            .Conviction(new MeanReversion(), RuleBench.With((Feature.Z20, score)))
            .Should()
            .BeApproximatelyOrNaN(conviction);

    [Theory]
    [InlineData(0.5, 1, 1, 1)]
    [InlineData(0.51, 0.5, 0.3, 1)]
    public void Stress_ShrinksTheExposure_NotTheConvictionsAlone(
        double stress,
        double momentum,
        double reversion,
        double longShort
    )
    {
        var features = RuleBench.Features();
        features.Market = features.Market with { Macro = MacroFeatures.Missing with { FinancialStress = stress } };
        RuleBench.Opine(new TimeSeriesMomentum(), features).Exposure.Should().Be(momentum);
        RuleBench.Opine(new MeanReversion(), features).Exposure.Should().Be(reversion);
        // Its gross is 1 at any time.
        RuleBench.Opine(new TimeSeriesMomentumLongShort(), features).Exposure.Should().Be(longShort);
    }

    [Theory]
    [InlineData(RiskLabel.Off, 0.4)]
    [InlineData(RiskLabel.Neutral, 1)]
    public void CrossSectionMomentum_HoldsLess_InRiskOff(RiskLabel risk, double exposure) =>
        RuleBench
            .Opine(new CrossSectionMomentum(), RuleBench.Features(), RuleBench.Calm with { Risk = risk })
            .Exposure.Should()
            .Be(exposure);

    [Theory]
    [InlineData(-3, 0.6, TrendLabel.Down, 0.75)]
    [InlineData(-3, 0.61, TrendLabel.Down, 0.15)]
    [InlineData(-3, 0.61, TrendLabel.Up, 0.75)]
    [InlineData(3, 0.61, TrendLabel.Up, -0.15)]
    [InlineData(3, 0.61, TrendLabel.Down, -0.75)]
    public void MeanReversion_AllButYields_ToAStrongTrendAgainstIt(
        double score,
        double strength,
        TrendLabel trend,
        double conviction
    ) =>
        RuleBench
            .Conviction(
                new MeanReversion(),
                RuleBench.With((Feature.Z20, score)),
                RuleBench.Calm with
                {
                    Trend = trend,
                    StrongTrend = strength > Regime.StrongTrendStrength,
                }
            )
            .Should()
            .BeApproximately(conviction, 1e-12);

    [Theory]
    [InlineData(0.5, 0.75)]
    [InlineData(0.51, 0.225)]
    [InlineData(double.NaN, 0.75)]
    public void MeanReversion_ShrinksInStress(double stress, double conviction)
    {
        var features = RuleBench.With((Feature.Z20, -3));
        features.Market = features.Market with { Macro = MacroFeatures.Missing with { FinancialStress = stress } };
        RuleBench.Conviction(new MeanReversion(), features).Should().BeApproximately(conviction, 1e-12);
    }

    [Fact]
    public void VolatilityTarget_HoldsTheFortyMostLiquidShares()
    {
        var features = FeatureEngine.Build(new RandomWalk(66).Snapshot());
        for (var row = 0; row < features.Count; row++)
            features.Column(Feature.Adv21)[row] = features.Count - row;
        var first = features.Universe.IndexOf(Symbol.Parse("S00000"));
        var opinions = RuleBench.Opine(new VolatilityTarget(), features);
        opinions.Convictions[first].Should().Be(1);
        opinions.Convictions[first + 39].Should().Be(1);
        opinions.Reasons[first + 40].Should().Be(Abstention.LessLiquid);
        opinions.Exposure.Should().Be(1);
    }

    [Theory]
    [InlineData(VolatilityLabel.High, 1)]
    [InlineData(VolatilityLabel.Extreme, 0.5)]
    public void VolatilityTarget_HalvesItsExposure_InExtremeVolatility(VolatilityLabel label, double exposure)
    {
        var features = RuleBench.Features();
        var regime = RuleBench.Calm with { Volatility = label };
        var opinions = RuleBench.Opine(new VolatilityTarget(), features, regime);
        opinions.Exposure.Should().Be(exposure);
        var (whole, risk) = Sizing.Size(opinions.Convictions, features, false);
        var (part, less) = Sizing.Size(opinions.Convictions, features, false, opinions.Exposure);
        part.Sum().Should().BeApproximately(exposure * whole.Sum(), 1e-12);
        less.Should().BeApproximately(exposure * risk, 1e-12);
    }

    [Theory]
    [InlineData(0.15, 0.5, 0, double.NaN)]
    [InlineData(0.16, 0.5, 0, 0.08)]
    [InlineData(0.4, 0.19, 0, double.NaN)]
    [InlineData(0.4, 0.2, 0, 0.08)]
    [InlineData(-0.4, 0.5, 0.2, -0.24)]
    [InlineData(0.4, 0.5, -0.9, 0.3)]
    [InlineData(0.4, 0.5, double.NaN, 0.2)]
    [InlineData(double.NaN, 0, double.NaN, double.NaN)]
    public void NewsSentiment_GoesWithSureNews_TheMoreWhereItTurns(
        double score,
        double confidence,
        double momentum,
        double conviction
    ) =>
        // −.4·.5·(1 + .2) = −.24; .4·.5·(1 + .5) = .3.
        RuleBench
            .Conviction(
                new NewsSentimentEvent(),
                RuleBench.With((Feature.SentScore, score), (Feature.SentConf, confidence), (Feature.SentMom, momentum))
            )
            .Should()
            .BeApproximatelyOrNaN(conviction);

    [Theory]
    [InlineData(10, 10, 1)]
    [InlineData(9, 10, 0.5)]
    [InlineData(8, 10, 0)]
    [InlineData(3, 10, 0)]
    [InlineData(2, 10, -0.5)]
    [InlineData(1, 10, -1)]
    [InlineData(4, 4, 0)]
    [InlineData(5, 5, 1)]
    public void SectorRanks_TakeAFifthOnEachSide(double rank, int names, double conviction) =>
        // Ten names: two a side.
        SectorRanks.Conviction(rank, names).Should().BeApproximately(conviction, 1e-12);

    [Fact]
    public void CrossSectionMomentum_RanksWithinItsSector_AndTakesHalfAYearWhereAYearIsMissing()
    {
        var features = FeatureEngine.Build(new RandomWalk(55).Snapshot());
        int Row(int share) => features.Universe.IndexOf(Symbol.Parse($"S{share:00000}"));
        // Sector 0 holds shares 0, 11, 22, 33, 44: five names, one a side.
        double[] year = [0.5, double.NaN, 0.1, -0.2, double.NaN];
        double[] half = [0, 0.6, 0, 0, double.NaN];
        for (var i = 0; i < 5; i++)
        {
            features.Column(Feature.Mom12To1)[Row(11 * i)] = year[i];
            features.Column(Feature.Mom6To1)[Row(11 * i)] = half[i];
        }
        // Four known values are under five: no fifth.
        var few = RuleBench.Opine(new CrossSectionMomentumLongShort(), features);
        few.Reasons[Row(44)].Should().Be(Abstention.NotEnoughHistory);
        few.Reasons[Row(0)].Should().Be(Abstention.TooFewNames);

        features.Column(Feature.Mom6To1)[Row(44)] = 0.2;
        var opinions = RuleBench.Opine(new CrossSectionMomentumLongShort(), features);
        opinions.Convictions[Row(11)].Should().Be(1);
        opinions.Convictions[Row(33)].Should().Be(-1);
        opinions.Reasons[Row(0)].Should().Be(Abstention.NoSignal);
    }

    [Theory]
    [InlineData(0.1, 0.1, 0.1, 1)]
    [InlineData(-0.1, 0.1, 0.1, 1.0 / 3)]
    [InlineData(-0.1, -0.1, 0.1, -1.0 / 3)]
    [InlineData(-0.1, -0.1, -0.1, -1)]
    [InlineData(-0.1, 0.1, double.NaN, double.NaN)]
    public void TimeSeriesMomentumLongShort_TakesBothSigns(
        double quarter,
        double half,
        double year,
        double conviction
    ) =>
        RuleBench
            .Conviction(
                new TimeSeriesMomentumLongShort(),
                RuleBench.With((Feature.Ret63, quarter), (Feature.Ret126, half), (Feature.Ret252, year))
            )
            .Should()
            .BeApproximatelyOrNaN(conviction);

    [Fact]
    public void QualityValue_IsSilent_WithoutFundamentals_OrWithTooFew()
    {
        var features = RuleBench.Features();
        var strategy = new QualityValueLongShort();
        RuleBench.Opine(strategy, features).Silence.Should().Be("There is no source of fundamentals.");
        features.Fundamentals = Known(features.Count, 14);
        RuleBench
            .Opine(strategy, features)
            .Silence.Should()
            .Be("Only 14 of 30 shares have fresh fundamentals; half are needed.");
        features.Fundamentals = Known(features.Count, 15);
        RuleBench.Opine(strategy, features).Silence.Should().BeNull();
    }

    [Fact]
    public void QualityValue_WeighsQualityAndValueAlike_AndDebtAgainst()
    {
        // Two companies. The first is better in all but its debt's sign and its value: quality ranks 2, 2, 1, 2 over 8,
        // value ranks 1, 1, 1 over 6: 7/8 + 3/6 = 1.375; the second 1 + 1 + 2 + 1 = 5/8 and 6/6: 1.625.
        var columns = new FundamentalColumns(
            new[] { 0.2, 0.1 },
            new[] { 0.2, 0.1 },
            new[] { 3.0, 1.0 },
            new[] { -0.1, -0.2 },
            new[] { 0.02, 0.08 },
            new[] { 0.2, 0.8 },
            new[] { 0.05, 0.15 }
        );
        var scores = QualityValueLongShort.Scores(columns, [0, 1], 2);
        scores[0].Should().BeApproximately(1.375, 1e-12);
        scores[1].Should().BeApproximately(1.625, 1e-12);
    }

    private static FundamentalColumns Known(int count, int known)
    {
        var column = new double[count];
        Array.Fill(column, double.NaN);
        // By symbol, the shares come after HYG and before SPY.
        for (var i = 0; i < known; i++)
            column[i + 1] = i;
        return new FundamentalColumns(column, column, column, column, column, column, column);
    }
}
