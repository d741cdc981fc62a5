using System.Collections.Frozen;
using AwesomeAssertions;
using QuantFund.Core.Backtesting;
using QuantFund.Core.Backtesting.Market;
using QuantFund.Core.Debate;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Pipeline;
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
        var paid = result.Trades.Sum(t => (t.Signed * t.Price) + t.Excess + t.Fees);
        var nights = result.Days.Sum(d => d.Interest - d.Borrow);
        result.Days[^1].Cash.Should().Be(1_000_000m - paid + nights);
        result.Days.Sum(d => d.TradingCost + d.Fees).Should().Be(result.Trades.Sum(t => t.Cost));
        result.Trades.Sum(t => t.Cost).Should().BePositive();
    }

    [Fact]
    public async Task EveryTrade_NamesItsStrategies_TheExitsToo()
    {
        var result = await RunAsync(new RandomWalk(60).Daily);

        string[] ids = [.. StrategyRoster.Standard.Strategies.Select(s => s.Profile.Id.Value)];
        result.Trades.Should().OnlyContain(t => t.Strategies.Count > 0 && t.Strategies.All(s => ids.Contains(s)));
    }

    [Fact]
    public async Task NoFill_CostsLessThanHalfTheEstimatedSpread()
    {
        var walk = new RandomWalk(60);
        var closed = walk.Daily;
        // Bars whose high and low are open and close leave no room for a cost in half of the cases.
        for (var cell = 0; cell < closed.Open.Length; cell++)
        {
            closed.High[cell] = Math.Max(closed.Open[cell], closed.Close[cell]);
            closed.Low[cell] = Math.Min(closed.Open[cell], closed.Close[cell]);
        }

        var result = await RunAsync(closed);

        // The tightest estimate is 2 bps, doubled for want of quotes: 2 bps a side at least.
        result
            .Trades.Should()
            .Contain(t => t.Excess > 0m)
            .And.OnlyContain(t => t.TradingCost >= Math.Round(t.Quantity * t.Open * 0.0002m, 4));
    }

    [Fact]
    public async Task ANameThatEnds_IsPaidOutAtItsLastClose_AtCost_AndTheNotesSayIt()
    {
        var walk = new RandomWalk(60);
        var whole = await RunAsync(new RandomWalk(60).Daily);
        // Some name that is held for days around the middle of the run.
        var ends = walk.Daily.Sessions.Count - 15;
        var date = walk.Daily.Sessions[ends];
        var symbol = whole
            .Trades.Where(t => NewYork.DateOf(t.Time) <= date)
            .GroupBy(t => t.Symbol)
            .First(g => g.Sum(t => t.Signed) > 0m && g.All(t => NewYork.DateOf(t.Time) < date))
            .Key;
        for (var session = ends + 1; session < walk.Daily.Sessions.Count; session++)
            foreach (
                var column in (double[][])
                    [walk.Daily.Open, walk.Daily.High, walk.Daily.Low, walk.Daily.Close, walk.Daily.Volume]
            )
                column[(walk.Universe.IndexOf(symbol) * walk.Daily.Sessions.Count) + session] = double.NaN;

        var result = await RunAsync(walk.Daily);

        var paid = result
            .Trades.Should()
            .ContainSingle(t => t.Symbol == symbol && NewYork.DateOf(t.Time) > date)
            .Subject;
        // More than five sessions without a bar: at the close of the sixth.
        NewYork.DateOf(paid.Time).Should().Be(walk.Daily.Sessions[ends + 6]);
        paid.Price.Should().BeLessThan(paid.Open);
        ((double)paid.Open).Should().BeApproximately(walk.Daily.Closes(walk.Universe.IndexOf(symbol))[ends], 0.0001);
        paid.Cost.Should().Be((paid.Quantity * (paid.Open - paid.Price)) + paid.Fees);
        paid.Strategies.Should().NotBeEmpty().And.NotContain("none");
        result
            .Notes.Should()
            .Contain(n =>
                n.Text.StartsWith($"{symbol} has not traded since {date:yyyy-MM-dd}", StringComparison.Ordinal)
            );
    }

    [Fact]
    public async Task EachPosition_IsOneClosedTrade_HoweverManyTradesReducedIt()
    {
        var result = await RunAsync(new RandomWalk(60).Daily);

        // Signed shares of each name after every trade: a zero is a close, a change of sign one too.
        var held = new Dictionary<Symbol, decimal>();
        var (closed, reductions) = (0, 0);
        foreach (var trade in result.Trades)
        {
            var before = held.GetValueOrDefault(trade.Symbol);
            var after = held[trade.Symbol] = before + trade.Signed;
            reductions += Math.Sign(before) * Math.Sign(trade.Signed) < 0 ? 1 : 0;
            closed += before != 0m && Math.Sign(after) != Math.Sign(before) ? 1 : 0;
        }
        result.Closed.Count.Should().Be(closed);
        reductions.Should().BeGreaterThanOrEqualTo(closed);
        result.Learned.Trades.Count.Should().BeInRange(1, closed);
        BacktestReport.Of(result).ClosedTrades.Count.Should().Be(closed);
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
    public async Task RunThatNeverTrades_EarnsItsInterest_AndHasNoSharpe()
    {
        var none = StrategyRoster.Standard.Strategies.ToFrozenDictionary(
            s => s.Profile.Id,
            _ => StrategyState.Disabled
        );

        var result = await RunAsync(new RandomWalk(60).Daily, none);
        var report = BacktestReport.Of(result);

        result.Trades.Should().BeEmpty();
        report.Lines.Interest.Should().BePositive();
        report.TotalReturn.Should().BePositive();
        double.IsNaN(report.Sharpe).Should().BeTrue();
        double.IsNaN(report.Benchmark!.Sharpe).Should().BeFalse();
        result.Days.Skip(1).Should().OnlyContain(d => d.Overnight > 0);
    }

    [Fact]
    public async Task StrategiesFigures_AreOfReturnsOverTheRate_AndOfEachSession()
    {
        var result = await RunAsync(new RandomWalk(60).Daily);

        var traded = result.Strategies.Where(s => s.Trades > 0).ToList();
        traded.Should().NotBeEmpty().And.OnlyContain(s => s.Excess.Count == Played);
        // Over all sessions: what it brought, less what the cash in its longs would have earned.
        traded.Should().Contain(s => s.Excess.Sum() < (double)s.Net / 1_000_000 - 1e-6);
        result.Days.Skip(2).Should().Contain(d => d.Forecast > 0);
        var report = BacktestReport.Of(result);
        report.Strategies.Where(s => s.Trades == 0).Should().OnlyContain(s => double.IsNaN(s.Sharpe));
        report.Strategies.Should().Contain(s => !double.IsNaN(s.Sharpe));
    }

    private static Task<BacktestResult> RunAsync(
        DailyPanel daily,
        FrozenDictionary<StrategyId, StrategyState>? states = null
    )
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
                states ?? FrozenDictionary<StrategyId, StrategyState>.Empty
            ),
            null,
            Stop
        );
    }
}
