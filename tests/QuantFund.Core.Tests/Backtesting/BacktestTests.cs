using System.Collections.Frozen;
using AwesomeAssertions;
using QuantFund.Core.Backtesting;
using QuantFund.Core.Debate;
using QuantFund.Core.Domain;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Statistics;
using QuantFund.Core.Strategies;
using QuantFund.Testing.Decision;
using Xunit;

namespace QuantFund.Core.Tests.Backtesting;

public sealed class BacktestTests
{
    private const int Played = 30;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EachDay_EquityIsCashAndPositions_AndEveryDollarOfItsChangeHasOneLine()
    {
        var result = await RunAsync(new RandomWalk(60).Daily);

        result.Trades.Should().NotBeEmpty();
        result.Days.Should().HaveCount(Played);
        for (var i = 0; i < result.Days.Count; i++)
        {
            var day = result.Days[i];
            day.Equity.Should().Be(day.Cash + day.LongValue + day.ShortValue);
            var before = i == 0 ? 1_000_000m : result.Days[i - 1].Equity;
            (day.Equity - before).Should().Be(day.PricePnl - day.TradingCost - day.Fees - day.Borrow + day.Interest);
        }
    }

    [Fact]
    public async Task Cash_MovesByWhatWasPaid_SoThatACostCountsOnce()
    {
        var result = await RunAsync(new RandomWalk(60).Daily);

        // Cash at the end from the fills alone; the cost of a trade is inside its price, the fee beside it.
        var paid = result.Trades.Sum(t => (t.Signed * t.Price) + t.Fees);
        var nights = result.Days.Sum(d => d.Interest - d.Borrow);
        result.Days[^1].Cash.Should().Be(1_000_000m - paid + nights);
        result.Days.Sum(d => d.TradingCost + d.Fees).Should().Be(result.Trades.Sum(t => t.Cost));
        result.Trades.Sum(t => t.Cost).Should().BePositive();
    }

    [Fact]
    public async Task WhatStrategiesAndRegimesBrought_IsAllThatWasBrought()
    {
        var result = await RunAsync(new RandomWalk(60).Daily);
        var report = BacktestReport.Of(result);

        result.Strategies.Sum(s => s.PricePnl).Should().Be(result.Days.Sum(d => d.PricePnl));
        result.Strategies.Sum(s => s.TradingCost).Should().Be(result.Days.Sum(d => d.TradingCost));
        result.Strategies.Sum(s => s.Fees).Should().Be(result.Days.Sum(d => d.Fees));
        result.Strategies.Sum(s => s.Borrow).Should().Be(result.Days.Sum(d => d.Borrow));
        result.Strategies.Should().NotContain(s => s.Strategy == "none").And.Contain(s => s.PricePnl != 0m);
        report.Regimes.Sum(r => r.EquityChange).Should().BeApproximately(report.Lines.EquityChange, 1e-6);
        report.Regimes.Sum(r => r.Sessions).Should().Be(Played - 1);
        report.Assumptions.Should().Contain(a => a.EndsWith("intraday strategies are silent."));
    }

    [Fact]
    public async Task Fills_AreAtTheNextOpenOrWorse_AndWithinTheBar()
    {
        var walk = new RandomWalk(60);

        var result = await RunAsync(walk.Daily);

        foreach (var trade in result.Trades)
        {
            var session = walk.Daily.Sessions.ToList().IndexOf(NewYork.DateOf(trade.Time));
            var at = (walk.Universe.IndexOf(trade.Symbol) * walk.Daily.Sessions.Count) + session;
            ((double)trade.Open).Should().BeApproximately(walk.Daily.Open[at], 0.0001);
            (trade.Signed * (trade.Price - trade.Open)).Should().BeGreaterThanOrEqualTo(0m);
            ((double)trade.Price).Should().BeInRange(walk.Daily.Low[at] - 0.0001, walk.Daily.High[at] + 0.0001);
        }
    }

    [Fact]
    public async Task WhateverHappensAfterADecision_ItIsTheSame()
    {
        var other = new RandomWalk(60).Daily;
        var seen = other.Sessions.Count - 10;
        var fills = other.Sessions[seen];
        foreach (var column in new[] { other.Open, other.High, other.Low, other.Close, other.Volume })
            for (var cell = 0; cell < column.Length; cell++)
                if (cell % other.Sessions.Count >= seen)
                    column[cell] *= 1.3 + (0.1 * (cell % 7));

        var first = await RunAsync(new RandomWalk(60).Daily);
        var second = await RunAsync(other);

        Decided(second).Should().Equal(Decided(first)).And.NotBeEmpty();
        second.Days[^1].Equity.Should().NotBe(first.Days[^1].Equity);

        // The last of these is decided after the last session that both share and filled in the first that differs.
        List<(Symbol, Side, decimal)> Decided(BacktestResult result) =>
            [.. result.Trades.Where(t => NewYork.DateOf(t.Time) <= fills).Select(t => (t.Symbol, t.Side, t.Quantity))];
    }

    [Fact]
    public void Sharpe_IsMeanOverDeviation_OnTradingDays_AndUndefinedForAConstantSeries()
    {
        // mean 2/300; deviations 1/300, −5/300, 4/300; variance (1 + 25 + 16)/90000/2 = 21/90000; 2/√21·√252 = 2·√12.
        SharpeRatio.Annual([0.01, -0.01, 0.02]).Should().BeApproximately(2 * Math.Sqrt(12), 1e-9);
        SharpeRatio.Annual([0.01, 0.01, 0.01]).Should().Be(double.NaN);
        SharpeRatio.Annual([0.01]).Should().Be(double.NaN);
    }

    private static Task<BacktestResult> RunAsync(DailyPanel daily)
    {
        var market = new RecordedMarket(
            new RandomWalk(60).Universe,
            daily,
            null,
            daily.Sessions.Select(d => new VixClose(NewYork.ToUtc(d, new TimeOnly(16, 15)), 18)),
            [],
            daily.Sessions.Select(d => new MacroValue(
                "EFFR",
                d,
                NewYork.ToUtc(d.AddDays(1), new TimeOnly(8, 30)),
                3.6
            )),
            NyseCalendar.Instance,
            new IngestionOptions()
        );
        var backtest = new Backtest(
            market,
            StrategyRoster.Standard,
            new RuleDebater(DebateMode.Full),
            () => DecisionOptions.Default,
            NyseCalendar.Instance,
            TimeProvider.System
        );
        return backtest.RunAsync(
            new BacktestPlan(
                daily.Sessions[^Played],
                daily.Sessions[^1],
                1_000_000m,
                FrozenDictionary<StrategyId, StrategyState>.Empty
            ),
            null,
            Stop
        );
    }
}
