using System.Text.Json;
using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Features;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Learning;
using QuantFund.Core.Pipeline.Records;
using QuantFund.Core.Statistics;
using QuantFund.Core.Strategies;
using QuantFund.Core.Tests.Ensemble;
using QuantFund.Testing.Decision;
using Xunit;

namespace QuantFund.Core.Tests.Learning;

public sealed class LearningTests
{
    private static readonly RandomWalk Market = new(30);
    private static readonly FeatureTable Features = FeatureEngine.Build(Market.Snapshot());
    private static readonly StrategyProfile Days5 = EnsembleTests.Proposal("p", StrategyCategory.Position).Profile with
    {
        Horizon = Horizon.Days(5),
    };
    private static readonly Symbol Name = Symbol.Parse("S00005");
    private static readonly int Row = Features.Universe.IndexOf(Name);

    [Theory]
    [InlineData(0, 0, 0.20)]
    [InlineData(50, 50, 0.45)]
    [InlineData(100, 40, 0.20)]
    [InlineData(100, 55, 0.70)]
    [InlineData(1000, 1000, 0.70)]
    public void Influence_RisesWithTradesAndWins(int trades, int wins, double influence) =>
        Influence
            .Of(new ClosedTrades(trades, wins), 30, new LearningOptions())
            .Should()
            .BeApproximately(influence, 1e-12);

    [Theory]
    [InlineData(100, 55, 30, 0.70)]
    [InlineData(100, 54, 30, 0.20 + (0.50 * 0.14 / 0.15))]
    [InlineData(99, 99, 30, 0.20 + (0.50 * 0.99))]
    [InlineData(100, 55, 29, 0.45)]
    [InlineData(1000, 1000, 3, 0.45)]
    // .20 + .50·.40: below the gate nothing is taken away.
    [InlineData(40, 40, 0, 0.40)]
    // 2,415 closed positions of which 48.0% won: .20 + .50·.08/.15.
    [InlineData(2415, 1159, 1250, 0.20 + (0.50 * ((1159.0 / 2415) - 0.40) / 0.15))]
    public void BeforeThirtySessions_InfluenceStaysAtFortyFivePercentAtMost(
        int trades,
        int wins,
        int sessions,
        double influence
    ) =>
        Influence
            .Of(new ClosedTrades(trades, wins), sessions, new LearningOptions())
            .Should()
            .BeApproximately(influence, 1e-12);

    [Fact]
    public void AMemoryOfTheTimeWhenReductionsCounted_IsRead_AndItsCountIsNot()
    {
        const string stored = """
            {"learning":{"strategies":{},"overall":{"logWeights":{},"sessions":0},"byRegime":{},"lastSession":"2026-01-05",
            "lastRegime":"normal-up","closedTrades":8132,"wins":4627,"sessions":61}}
            """;

        var learning = JsonSerializer.Deserialize<CycleMemory>(stored, FundJson.Options)!.Learning;

        learning.LastRegime.Should().Be("normal-up");
        learning.Sessions.Should().Be(61);
        learning.Trades.Should().Be(ClosedTrades.None);
        Influence.Of(learning.Trades, learning.Sessions, new LearningOptions()).Should().Be(0.20);
    }

    [Fact]
    public void Ic_MovesFromItsPrior_BySessionsAndHorizon()
    {
        // One session of rank correlation .5, horizon 5 sessions: weight .2: (250·.03 + .2·.5)/250.2.
        var ic = InformationCoefficient.None.With(0.5, 5);
        ic.Posterior(0.03).Should().BeApproximately(7.6 / 250.2, 1e-12);
        InformationCoefficient.None.Posterior(0.03).Should().Be(0.03);
        // Within a session one observation counts whole.
        InformationCoefficient.None.With(0.5, 60.0 / 390).Weight.Should().Be(1);
        ic.With(double.NaN, 5).Should().Be(ic);
    }

    [Fact]
    public void Hedge_StartsEqual_FollowsReturns_AndKeepsItsBounds()
    {
        StrategyId[] ids = [new("a"), new("b"), new("c"), new("d")];
        Hedge.Weights(ids, HedgeState.Empty, HedgeState.Empty).Should().OnlyContain(w => Math.Abs(w - 0.25) < 1e-9);

        // One session: a gains more than it may (clipped at 3), b loses one deviation: log-weights .15 and −.05.
        var scores = new Dictionary<StrategyId, double>
        {
            [ids[0]] = 9,
            [ids[1]] = -1,
            [ids[2]] = 0,
            [ids[3]] = double.NaN,
        };
        var state = Hedge.Step(HedgeState.Empty, scores, new LearningOptions());
        state.LogWeights[ids[0]].Should().BeApproximately(0.15, 1e-12);
        state.LogWeights[ids[1]].Should().BeApproximately(-0.05, 1e-12);
        var sum = Math.Exp(0.15) + Math.Exp(-0.05) + 2;
        Hedge.Weights(ids, state, HedgeState.Empty)[0].Should().BeApproximately(Math.Exp(0.15) / sum, 1e-9);

        // A session later the old lesson has faded by 2^(−1/120).
        Hedge
            .Step(state, ids.ToDictionary(i => i, _ => 0.0), new LearningOptions())
            .LogWeights[ids[0]]
            .Should()
            .BeApproximately(0.15 * Math.Pow(2, -1.0 / 120), 1e-12);
    }

    [Fact]
    public void Bounds_HoldEachWeightBetweenTwoAndFortyPercent()
    {
        var bounded = Hedge.Bounded([0.97, 0.01, 0.01, 0.01]);
        bounded.Sum().Should().BeApproximately(1, 1e-9);
        bounded[0].Should().BeApproximately(0.40, 1e-9);
        bounded[1].Should().BeApproximately(0.20, 1e-9);
        var floor = Hedge.Bounded([.. Enumerable.Repeat(0.25, 4), 0.0001]);
        floor[4].Should().BeApproximately(0.02, 1e-9);
        Hedge.Bounded([1, 0]).Sum().Should().BeApproximately(1, 1e-9);
    }

    [Fact]
    public void RegimeWeights_ShrinkToTheOverallOnes()
    {
        StrategyId[] ids = [new("a"), new("b"), new("c"), new("d")];
        var regime = new HedgeState(60, new Dictionary<StrategyId, double> { [ids[0]] = Math.Log(2) });
        // 60 sessions: half the regime's (2/5), half the overall (1/4).
        Hedge.Weights(ids, HedgeState.Empty, regime)[0].Should().BeApproximately((0.4 + 0.25) / 2, 1e-9);
    }

    [Fact]
    public void Outcome_IsScoredAtItsHorizon_NotBefore_AndOnlyOnce()
    {
        var sessions = Features.Sessions;
        var tooYoung = Pending(sessions[^5]);
        var ripe = Pending(sessions[^6]);
        var record = TrackRecord.Empty with { Pending = [tooYoung, ripe] };

        var (after, matured) = Outcomes.Mature(record, Days5, Features, Market.Session);
        var outcome = matured.Should().ContainSingle().Which;
        after.Pending.Should().Equal(tooYoung);

        // Five sessions' closes, from 1% above the first one, and today's move: conviction −.5 profits from a fall.
        var expected =
            (
                Features.Close(Row, sessions.Count - 1)
                / Features.Close(Row, sessions.Count - 6)
                * (1 + Features.ReturnsSinceClose[Row])
                / 1.01
            ) - 1;
        outcome.Return.Should().BeApproximately(expected, 1e-12);
        outcome.NetReturn.Should().BeApproximately(-expected - 0.002, 1e-12);
        outcome.Hit.Should().Be(expected < 0);
        after.In("normal-up").Count.Should().Be(1);

        Outcomes.Mature(after, Days5, Features, Market.Session).Matured.Should().BeEmpty();
    }

    [Fact]
    public void IntradayOutcome_EndsWithItsSession_WhenNoCycleSawItsHorizon()
    {
        var profile = Days5 with { Horizon = Horizon.Minutes(60) };
        var sessions = Features.Sessions;
        var opened = NewYork.ToUtc(sessions[^1], new TimeOnly(15, 0));
        var pending = Pending(sessions[^2]) with { OpenedAt = opened };
        var (_, matured) = Outcomes.Mature(
            TrackRecord.Empty with
            {
                Pending = [pending],
            },
            profile,
            Features,
            Market.Session
        );
        // Up to that session's close: nothing of the night, nothing of today.
        matured
            .Single()
            .Return.Should()
            .BeApproximately(
                (Features.Close(Row, sessions.Count - 1) / Features.Close(Row, sessions.Count - 2) / 1.01) - 1,
                1e-12
            );
    }

    [Fact]
    public void ShadowBook_EarnsItsHoldings_AndPaysForEachChange()
    {
        var costs = new double[Features.Count];
        Array.Fill(costs, 0.001);
        var proposal = EnsembleTests.Proposal("p", StrategyCategory.Position, (Row, 0.5));
        // From cash: .5 · .1% cost.
        var bought = ShadowTrading.Step(ShadowBook.Empty, proposal, Features, costs);
        bought.Equity.Should().BeApproximately(1 - 0.0005, 1e-12);
        // Nothing moved, nothing wanted otherwise: nothing happens.
        ShadowTrading.Step(bought, proposal, Features, costs).Equity.Should().BeApproximately(bought.Equity, 1e-12);
        // Held since three sessions ago: half the return, then back to half at a cost.
        var old = bought with
        {
            Equity = 1,
            Peak = 1,
            Holdings = [new ShadowHolding(Name, 0.5, Features.Sessions[^4], 0)],
        };
        var move = PriceReturn.Since(Features, Row, Features.Sessions[^4], 0);
        var drifted = 0.5 * (1 + move) / (1 + (0.5 * move));
        ShadowTrading
            .Step(old, proposal, Features, costs)
            .Equity.Should()
            .BeApproximately((1 + (0.5 * move)) * (1 - (Math.Abs(0.5 - drifted) * 0.001)), 1e-12);
    }

    [Fact]
    public void ABookThatIsFlatByTheClose_IsMeasuredByWhatItHeldInTheSession()
    {
        var costs = new double[Features.Count];
        var weights = new double[Features.Count];
        weights[Row] = 0.5;
        // Morning: forecast 12%. Noon: half of it. Closing slot: nothing.
        var morning = ShadowTrading.Step(ShadowBook.Empty, weights, 0.12, Features, costs);
        weights[Row] = 0.25;
        var noon = ShadowTrading.Step(morning, weights, 0.06, Features, costs);
        weights[Row] = 0;
        var flat = ShadowTrading.Step(noon, weights, 0, Features, costs);

        morning.DayVolatility.Should().Be(0.12);
        noon.DayVolatility.Should().Be(0.12);
        flat.Volatility.Should().Be(0);
        flat.DayVolatility.Should().Be(0.12);
        // The next session begins with what is held into it.
        flat.DayClosed().Book.DayVolatility.Should().Be(0);
        noon.DayClosed().Book.DayVolatility.Should().Be(0.06);
    }

    [Fact]
    public void ShadowBook_KnowsItsDrawdownAndSharpe()
    {
        var book = ShadowBook.Empty.Moved(0.10).Moved(-0.05);
        book.Drawdown.Should().BeApproximately(0.05, 1e-12);
        double.IsNaN(ShadowBook.Empty.Sharpe).Should().BeTrue();
        var flat = ShadowBook.Empty.DayClosed().Book.DayClosed().Book;
        double.IsNaN(flat.Sharpe).Should().BeTrue("a constant series has none");
        // Days of +2% and 0%, .01% forgone on each: mean .99%, each 1% off it, sample variance .01²·20/19.
        var days = ShadowBook.Empty;
        for (var day = 0; day < 20; day++)
        {
            if (day == 19)
                double.IsNaN(days.Sharpe).Should().BeTrue("19 days are too few");
            days = (day % 2 == 0 ? days.Moved(0.02) : days).DayClosed(forgone: 0.0001).Book;
        }
        days.Sharpe.Should().BeApproximately(0.0099 / (0.01 * Math.Sqrt(20.0 / 19)) * Math.Sqrt(252), 1e-9);
    }

    [Fact]
    public void RegimeRecord_AddsUp_HitsGainsLossesAndTheChancesForetold()
    {
        static Outcome Of(double net, bool hit, double? chance) =>
            new(new StrategyId("p"), Name, 0.5, Features.AsOf, "normal-up", net, net, hit, new CycleId("c-1"))
            {
                Chance = chance,
            };
        var record = RegimeRecord
            .Empty.With(Of(0.03, true, 0.6))
            .With(Of(-0.01, false, 0.5))
            .With(Of(0.01, true, null));

        record.HitRate.Should().BeApproximately(2.0 / 3, 1e-12);
        record.ProfitFactor.Should().BeApproximately(4, 1e-12);
        // Of the two that came with a chance, one was right; 1.1 were to be expected.
        record.Calibration.Should().BeApproximately(1 / 1.1, 1e-12);
        RegimeRecord.Sum([record, record]).Count.Should().Be(6);
        double.IsNaN(RegimeRecord.Empty.HitRate + RegimeRecord.Empty.ProfitFactor).Should().BeTrue();
    }

    [Fact]
    public void ChanceOfBeingRight_IsThatOfTheIcAndTheConviction()
    {
        NormalDistribution.Cumulative(0).Should().BeApproximately(0.5, 1e-7);
        NormalDistribution.Cumulative(1.959964).Should().BeApproximately(0.975, 1e-7);
        NormalDistribution.Cumulative(-1).Should().BeApproximately(0.158655254, 1e-7);
        var opened = new OpenOpinion(Name, -1, Features.AsOf, Features.Sessions[^1], 0, new CycleId("c-1"));
        // Φ(.04 · 2.5) = Φ(.1), to four places.
        Outcomes
            .Open(TrackRecord.Empty, [opened], Features, "normal-up", 0.04, new double[Features.Count])
            .Pending.Single()
            .Chance.Should()
            .Be(0.5398);
    }

    [Fact]
    public void SessionsRankIc_CountsForTheRegimeItsOpinionsWereOpenedIn()
    {
        static MaturedPair Pair(double conviction, double change, string regime) =>
            new(conviction, change) { Regime = regime };
        var record = TrackRecord.Empty with
        {
            Regimes = new Dictionary<string, RegimeRecord>(StringComparer.Ordinal)
            {
                ["low-up"] = RegimeRecord.Empty,
                ["high-down"] = RegimeRecord.Empty,
            },
            SessionPairs =
            [
                .. Enumerable.Range(1, 5).Select(i => Pair(i / 10.0, i / 100.0, "low-up")),
                .. Enumerable.Range(1, 5).Select(i => Pair(i / 10.0, -i / 100.0, "high-down")),
            ],
        };

        var closed = Outcomes.CloseSession(record, Days5);

        // Perfect order in one, perfect disorder in the other; horizon 5: weight .2 each.
        closed.In("low-up").RankIc.Should().BeApproximately(1, 1e-12);
        closed.In("high-down").RankIc.Should().BeApproximately(-1, 1e-12);
        closed.In("low-up").Ic.Weight.Should().BeApproximately(0.2, 1e-12);
        closed.SessionPairs.Should().BeEmpty();
    }

    [Fact]
    public void WaitingOpinions_AreBounded_AndTheOldestGiveWay()
    {
        var full = TrackRecord.Empty with
        {
            Pending = [.. Enumerable.Range(0, TrackRecord.MostPending).Select(_ => Pending(Features.Sessions[^2]))],
        };
        var opened = new OpenOpinion(Name, 0.5, Features.AsOf, Features.Sessions[^1], 0, new CycleId("c20260310-1100"));
        var next = Outcomes.Open(full, [opened], Features, "normal-up", 0.03, new double[Features.Count]);
        next.Pending.Should().HaveCount(TrackRecord.MostPending);
        next.Pending[^1].Conviction.Should().Be(0.5);
        next.Dropped.Should().Be(1);
    }

    private static PendingOutcome Pending(DateOnly after) =>
        new(
            Name,
            -0.5,
            NewYork.ToUtc(after.AddDays(1), new TimeOnly(11, 0)),
            after,
            0.01,
            "normal-up",
            0.001,
            new CycleId("c20260302-1100")
        );
}
