using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Features;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Strategies;
using QuantFund.Core.Strategies.Intraday;
using QuantFund.Core.Strategies.LongShort;
using QuantFund.Core.Strategies.Position;
using QuantFund.Core.Strategies.Treatment;
using QuantFund.Testing.Decision;
using Xunit;

namespace QuantFund.Core.Tests.Strategies;

/// <summary>Each abstention names its own cause: what is wrong with a name is told as it is, by every strategy.</summary>
public sealed class AbstentionCauseTests
{
    private static readonly IStrategy[] Daily =
    [
        new TimeSeriesMomentum(),
        new CrossSectionMomentum(),
        new MeanReversion(),
        new VolatilityTarget(),
        new CrossSectionMomentumLongShort(),
        new TimeSeriesMomentumLongShort(),
        new MeanReversionLongShort(),
    ];

    private static readonly IStrategy[] Session =
    [
        new IntradayMomentum(),
        new VwapReversion(),
        new QuickMeanReversion(),
        new OpeningRangeBreakout(),
        new VolumeSpike(),
        new RelativeStrengthIntraday(),
    ];

    private readonly RandomWalk market = new(60);

    [Fact]
    public void ANameThatStandsStill_IsCalledFlat_NeverShortOfHistory()
    {
        var row = Row(0);
        Hold(row, sessions: 80);

        Reason(new MeanReversion(), row).Should().Be(Abstention.FlatPrice);
        Reason(new MeanReversionLongShort(), row).Should().Be(Abstention.FlatPrice);
        Reason(new VolatilityTarget(), row).Should().Be(Abstention.FlatPrice);
        Everyone(row).Should().NotContain(Abstention.NotEnoughHistory).And.NotContain(Abstention.NoRecentBar);
        Abstention.FlatPrice.Sentence().Should().NotContain("history");
    }

    [Fact]
    public void TwentyFlatCloses_AreFlat_ThoughTheVolatilityStillRemembersAMove()
    {
        // 20 equal closes, 19 returns of zero; vol_21 still holds the two before.
        var row = Row(0);
        Hold(row, sessions: 20);

        Reason(new MeanReversion(), row).Should().Be(Abstention.FlatPrice);
    }

    [Fact]
    public void ANameWithoutABarInTheLastSession_IsToldSo_ByAllWhoReadDailyPrices()
    {
        var row = Row(1);
        market.Daily.Close[Cell(row, RandomWalk.DailySessions - 1)] = double.NaN;

        Daily.Select(s => Reason(s, row)).Should().OnlyContain(r => r == Abstention.NoRecentBar);
    }

    [Fact]
    public void ANameListedThreeWeeksAgo_HasTooShortAHistory_ForAllWhoReadDailyPrices()
    {
        var row = Row(2);
        for (var session = 0; session < RandomWalk.DailySessions - 15; session++)
            market.Daily.Close[Cell(row, session)] = double.NaN;

        Daily.Select(s => Reason(s, row)).Should().OnlyContain(r => r == Abstention.NotEnoughHistory);
    }

    [Fact]
    public void ANameThatDoesNotTradeToday_IsQuiet_NotWithoutAFeature()
    {
        var row = Row(3);
        var day = IntradayPanel.BarsPerSession * (RandomWalk.IntradaySessions - 1);
        var closes = market.Intraday.Close.AsSpan(
            (row * RandomWalk.IntradaySessions * IntradayPanel.BarsPerSession) + day,
            IntradayPanel.BarsPerSession
        );
        closes.Fill(double.NaN);

        Session.Select(s => Reason(s, row)).Should().OnlyContain(r => r == Abstention.QuietToday);
    }

    [Theory]
    [InlineData(Feature.Sigma15m, 0, Abstention.FlatPrice)]
    [InlineData(Feature.Sigma15m, double.NaN, Abstention.NotEnoughHistory)]
    [InlineData(Feature.VolumeRatio, double.NaN, Abstention.NoUsualVolume)]
    [InlineData(Feature.Ret30m, double.NaN, Abstention.SessionTooYoung)]
    public void WithinASession_TheMissingPartIsTheCause(Feature missing, double value, Abstention cause) =>
        RuleBench
            .Opine(new IntradayMomentum(), RuleBench.With((missing, value)))
            .Reasons[RuleBench.Share]
            .Should()
            .Be(cause);

    [Theory]
    [InlineData(double.NaN, Abstention.NoNews)]
    [InlineData(0, Abstention.NoNews)]
    [InlineData(0.19, Abstention.NewsTooThin)]
    [InlineData(0.2, Abstention.None)]
    public void News_SaysWhetherThereWasNone_OrTooLittle(double confidence, Abstention cause) =>
        RuleBench
            .Opine(new NewsSentimentEvent(), RuleBench.With((Feature.SentScore, 0.5), (Feature.SentConf, confidence)))
            .Reasons[RuleBench.Share]
            .Should()
            .Be(cause);

    [Fact]
    public void AShareOutsideTheTopFifth_HasNoSignal_AndOneThatCanNotBeRankedIsAmongTooFew()
    {
        var universe = market.Universe;
        var values = new double[universe.Count];
        Array.Fill(values, double.NaN);
        // Four of sector 0 have a value: no fifth of four.
        foreach (var share in (int[])[0, 11, 22, 33])
            values[Row(share)] = share;
        var opinions = new Opinions(universe.Count);

        SectorRanks.Opine(values, universe, opinions);

        opinions.Reasons[Row(11)].Should().Be(Abstention.TooFewNames);
    }

    [Fact]
    public void EveryReason_HasASentenceOfItsOwn() =>
        Enum.GetValues<Abstention>().Select(r => r.Sentence()).Should().OnlyHaveUniqueItems();

    [Theory]
    [InlineData(true, Abstention.NotShortable)]
    [InlineData(false, Abstention.ShortingOff)]
    public void AShortThatPolicyForbids_IsNotBlamedOnTheLender(bool allowed, Abstention cause)
    {
        var features = RuleBench.With((Feature.Z20, 3));
        var context = new StrategyContext(
            features,
            RuleBench.Calm,
            market.Session,
            new bool[features.Count],
            Enumerable.Repeat(double.NaN, features.Count).ToArray()
        )
        {
            ShortingAllowed = allowed,
        };
        var strategy = new MeanReversion();
        var opinions = new Opinions(features.Count);
        strategy.Opine(context, opinions);

        var (proposal, _) = CommonTreatment.Apply(
            strategy.Profile,
            0.02,
            opinions,
            context,
            Enumerable.Repeat(double.NaN, features.Count).ToArray(),
            [],
            new CycleId("c")
        );

        proposal.Reasons[RuleBench.Share].Should().Be(cause);
    }

    private IEnumerable<Abstention> Everyone(int row) => Daily.Select(s => Reason(s, row));

    private Abstention Reason(IStrategy strategy, int row) =>
        RuleBench.Opine(strategy, FeatureEngine.Build(market.Snapshot())).Reasons[row];

    private int Row(int share) => market.Universe.IndexOf(Symbol.Parse($"S{share:00000}"));

    private static int Cell(int row, int session) => (row * RandomWalk.DailySessions) + session;

    /// <summary>The last closes become equal.</summary>
    private void Set(int cell, double price) =>
        market.Daily.Open[cell] = market.Daily.High[cell] = market.Daily.Low[cell] = market.Daily.Close[cell] = price;

    /// <summary>From the level it had: a jump would put its price in doubt.</summary>
    private void Hold(int row, int sessions)
    {
        var level = market.Daily.Close[Cell(row, RandomWalk.DailySessions - sessions - 1)];
        for (var session = RandomWalk.DailySessions - sessions; session < RandomWalk.DailySessions; session++)
            Set(Cell(row, session), level);
    }
}
