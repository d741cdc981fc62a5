using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Features;
using QuantFund.Core.Features.Market;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Ingestion.Sources;
using QuantFund.Core.Statistics;
using QuantFund.Testing.Decision;
using Xunit;

namespace QuantFund.Core.Tests.Features;

public sealed class FeatureEngineTests
{
    private static readonly RandomWalk Market = new(40);

    [Fact]
    public void Names_AreThoseOfTheSpec_OnePerFeature()
    {
        FeatureNames.Count.Should().Be(Enum.GetValues<Feature>().Length);
        FeatureNames.Of(Feature.Mom12To1).Should().Be("mom_12_1");
        FeatureNames.Of(Feature.VwapZ).Should().Be("vwap_z");
        FeatureNames.Of(Feature.NewsVelocity).Should().Be("news_velocity");
        FeatureNames.TryParse("sigma_15m", out var feature).Should().BeTrue();
        feature.Should().Be(Feature.Sigma15m);
    }

    [Fact]
    public void FullHistory_LeavesNoPriceFeatureMissing()
    {
        var table = FeatureEngine.Build(Market.Snapshot());
        // A residual that does not revert has no score, and funds have none.
        foreach (var feature in Enum.GetValues<Feature>().Where(f => f < Feature.SentScore && f != Feature.SScore))
            for (var row = 0; row < table.Count; row++)
                double.IsNaN(table[feature, row]).Should().BeFalse("{0} of {1}", feature, table.Universe[row].Symbol);
        table.BarsCompleted.Should().Be(6, "11:00 is six bars after 9:30");
        table.Gates.Should().Be(new SourceGates(null, null, null));
    }

    [Fact]
    public void ShortHistory_AffectsOnlyItself()
    {
        var whole = FeatureEngine.Build(Market.Snapshot());
        var walk = new RandomWalk(40);
        for (var s = 0; s < walk.Daily.Sessions.Count - 30; s++)
            walk.Daily.Close[(20 * walk.Daily.Sessions.Count) + s] = double.NaN;
        var table = FeatureEngine.Build(walk.Snapshot());

        table[Feature.Ret21, 20].Should().Be(whole[Feature.Ret21, 20]);
        table[Feature.Ret63, 20].Should().Be(double.NaN);
        for (var row = 0; row < table.Count; row++)
            if (row != 20)
                foreach (var feature in Enum.GetValues<Feature>())
                    table[feature, row].Should().Be(whole[feature, row]);
    }

    [Fact]
    public void SymbolWithoutABarInTheLastSession_IsMissing_NotOld()
    {
        var walk = new RandomWalk(12);
        walk.Daily.Close[(20 * walk.Daily.Sessions.Count) + walk.Daily.Sessions.Count - 1] = double.NaN;
        var table = FeatureEngine.Build(walk.Snapshot());
        table[Feature.Ret1, 20].Should().Be(double.NaN);
        table[Feature.Vol21, 20].Should().Be(double.NaN);
        table.Returns.Has(20, 63).Should().BeFalse();
    }

    [Theory]
    [InlineData(12, 59, "2025-11-26")]
    [InlineData(13, 0, "2025-11-28")]
    public void SessionThatClosesEarly_IsCompleteAtItsOwnClose_WithoutIntradayBars(int hour, int minute, string last)
    {
        // The Friday after Thanksgiving closes at 13:00; the day before it is a holiday.
        var friday = new DateOnly(2025, 11, 28);
        var walk = new RandomWalk(12, today: new DateOnly(2025, 12, 1));
        var snapshot = walk.Snapshot() with
        {
            AsOf = NewYork.ToUtc(friday, new TimeOnly(hour, minute)),
            Intraday = null,
        };

        FeatureEngine
            .Build(snapshot)
            .Sessions[^1]
            .Should()
            .Be(DateOnly.Parse(last, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void NothingAfterTheMoment_IsRead()
    {
        var walk = new RandomWalk(20);
        var before = FeatureEngine.Build(walk.Snapshot());
        // The rest of today's bars, and a daily bar of today: all in the panels, none of it knowable at 11:00.
        for (var row = 0; row < walk.Universe.Count; row++)
        {
            var day = (row * walk.Intraday.Sessions.Count * 26) + ((walk.Intraday.Sessions.Count - 1) * 26);
            for (var slot = 6; slot < 26; slot++)
            {
                walk.Intraday.Open[day + slot] = 1e6;
                walk.Intraday.High[day + slot] = 1e6;
                walk.Intraday.Low[day + slot] = 1e6;
                walk.Intraday.Close[day + slot] = 1e6;
                walk.Intraday.Volume[day + slot] = 1e9;
            }
        }
        var longer = new DailyPanel([.. walk.Daily.Sessions, walk.Session.Date], walk.Universe.Count);
        CopyInto(longer, walk.Daily);
        var snapshot = walk.Snapshot();
        var after = FeatureEngine.Build(
            snapshot with
            {
                Daily = longer,
                Vix = [.. snapshot.Vix, new VixClose(walk.AsOf.AddMinutes(1), 80)],
                News =
                [
                    new NewsArticle(
                        "later",
                        walk.AsOf.AddMinutes(1),
                        "",
                        1,
                        [],
                        [new TickerSentiment(walk.Universe[20].Symbol, 1, 1)]
                    ),
                ],
            }
        );

        for (var row = 0; row < before.Count; row++)
            foreach (var feature in Enum.GetValues<Feature>())
                after[feature, row].Should().Be(before[feature, row], "{0}", feature);
        after.Market.Should().BeEquivalentTo(before.Market);
    }

    // Both an hour old: the decay is the same. (.9·1 − .1·1)/(.9 + .1) = .8; a source that tells no relevance: (1 − 1)/2.
    // An article counts as its most relevant topic: (.9 − .4)/(.9 + .4).
    [Theory]
    [InlineData(new[] { 0.9 }, new[] { 0.1 }, 0.8)]
    [InlineData(new double[0], new double[0], 0)]
    [InlineData(new[] { 0.2, 0.9 }, new[] { 0.4, 0.1 }, 0.5 / 1.3)]
    public void MarketSentiment_IsWeightedByTopicRelevance_WhereTheSourceGivesIt(
        double[] good,
        double[] bad,
        double score
    )
    {
        var walk = new RandomWalk(20);
        NewsArticle Article(string id, double tone, double[] relevances) =>
            new(id, walk.AsOf.AddHours(-1), "", tone, [.. relevances.Select((_, i) => $"topic{i}")], [])
            {
                TopicRelevances = relevances,
            };
        walk.News = [Article("good", 1, good), Article("bad", -1, bad)];

        FeatureEngine.Build(walk.Snapshot()).Market.MarketSentScore.Should().BeApproximately(score, 1e-12);
    }

    [Fact]
    public void MeanCorrelation_IsThatOfAllPairs()
    {
        var table = FeatureEngine.Build(Market.Snapshot());
        var rows = Enumerable.Range(0, table.Count).Where(r => table.Universe[r].Kind == InstrumentKind.Share).ToList();
        double sum = 0;
        var pairs = 0;
        foreach (var a in rows)
        foreach (var b in rows.Where(b => b > a))
        {
            sum += Correlation.Pearson(table.Returns.Last(a, 63), table.Returns.Last(b, 63));
            pairs++;
        }
        MeanCorrelation.Of(table.Returns, table.Universe).Should().BeApproximately(sum / pairs, 1e-12);
    }

    [Theory]
    [InlineData(SourceHealth.Stale)]
    [InlineData(SourceHealth.Off)]
    public void SourceThatIsNotFresh_ShutsItsGate(SourceHealth health)
    {
        var snapshot = Market.Snapshot();
        var table = FeatureEngine.Build(
            snapshot with
            {
                Sources = [.. snapshot.Sources.Select(s => s with { Health = health })],
            }
        );
        table.Gates.Daily.Should().NotBeNull();
        table.Gates.Intraday.Should().NotBeNull();
        table.Gates.News.Should().NotBeNull();
        double.IsNaN(table[Feature.Ret1, 0]).Should().BeTrue();
        double.IsNaN(table[Feature.SentConf, 0]).Should().BeTrue();
    }

    [Fact]
    public void DailyPricesASessionBehind_AreNotFresh()
    {
        var walk = new RandomWalk(3);
        var shorter = new DailyPanel([.. walk.Daily.Sessions.SkipLast(1)], walk.Universe.Count);
        FeatureEngine
            .Build(walk.Snapshot() with { Daily = shorter })
            .Gates.Daily.Should()
            .Be("Daily prices end on 2026-03-06, 2026-03-09 is due.");
    }

    private static void CopyInto(DailyPanel to, DailyPanel from)
    {
        for (var row = 0; row < from.Symbols; row++)
        {
            foreach (
                var (source, target) in new[]
                {
                    (from.Open, to.Open),
                    (from.High, to.High),
                    (from.Low, to.Low),
                    (from.Close, to.Close),
                    (from.Volume, to.Volume),
                }
            )
            {
                from.Row(source, row).CopyTo(target.AsSpan(row * to.Sessions.Count));
                target[((row + 1) * to.Sessions.Count) - 1] = 1e6;
            }
        }
    }
}
