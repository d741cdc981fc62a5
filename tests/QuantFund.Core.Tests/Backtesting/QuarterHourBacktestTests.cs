using AwesomeAssertions;
using QuantFund.Core.Backtesting;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Learning;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Strategies;
using Xunit;

namespace QuantFund.Core.Tests.Backtesting;

/// <summary>Backtests over 15-minute bars: 2025-11-24 to 11-26, and the early close of 2025-11-28.</summary>
public sealed class QuarterHourBacktestTests
{
    private const int WithBars = 30;

    private static readonly DateOnly Tuesday = new(2025, 11, 25);
    private static readonly DateOnly Wednesday = new(2025, 11, 26);
    private static readonly DateOnly EarlyClose = new(2025, 11, 28);

    private readonly QuarterHourMarket market = new(EarlyClose, WithBars);

    [Fact]
    public async Task ADecisionAtABarsEnd_IsFilledAtTheNextBarsOpen_OrWorse_WithinThatBar()
    {
        var result = await market.RunAsync(4, Intraday("S1", t => t == At(Tuesday, 10, 0)));

        // 9:30, 9:45, 10:00: the bar that begins at the decision is the third of the session, the 28th of 30.
        var cell = market.Cell("S1", WithBars - 3, 2);
        var bought = result.Trades[0];
        bought.Time.Should().Be(At(Tuesday, 10, 0));
        bought.Side.Should().Be(Side.Buy);
        ((double)bought.Open).Should().BeApproximately(market.Intraday.Open[cell], 0.0001);
        bought.Price.Should().BeGreaterThan(bought.Open);
        ((double)bought.Price).Should().BeLessThan(market.Intraday.High[cell]);
        bought.Strategies.Should().Equal("intraday-s1");
    }

    [Fact]
    public async Task AFill_IsNeverBeyondItsBar_AndTheSpreadThatHasNoRoomInItIsPaidBesideIt()
    {
        var cell = market.Cell("S1", WithBars - 3, 2);
        market.Intraday.High[cell] = market.Intraday.Open[cell];

        var result = await market.RunAsync(4, Intraday("S1", t => t == At(Tuesday, 10, 0)));

        result.Trades[0].Price.Should().Be(result.Trades[0].Open);
        // S1 trades $2B a day: 2 bps of spread, doubled, and half of that a side.
        var bought = result.Trades[0];
        bought.Excess.Should().Be(Math.Round(bought.Quantity * bought.Open * 0.0002m, 4)).And.BePositive();
        bought.Cost.Should().Be(bought.Excess + bought.Fees);
        foreach (var (day, before) in result.Days.Skip(1).Zip(result.Days))
            (day.Equity - before.Equity)
                .Should()
                .Be(day.PricePnl - day.TradingCost - day.Fees - day.Borrow + day.Interest);
    }

    [Fact]
    public async Task WithoutABarAfterTheDecision_ItIsNotFilled()
    {
        var cell = market.Cell("S1", WithBars - 3, 2);
        foreach (
            var column in (double[][])
                [
                    market.Intraday.Open,
                    market.Intraday.High,
                    market.Intraday.Low,
                    market.Intraday.Close,
                    market.Intraday.Volume,
                ]
        )
            column[cell] = double.NaN;

        var result = await market.RunAsync(4, Intraday("S1", t => t == At(Tuesday, 10, 0)));

        // The opinion lives on: the next slot that finds a bar after it buys.
        result.Trades[0].Time.Should().Be(At(Tuesday, 10, 15));
    }

    [Fact]
    public async Task WhatIsHeldForTheSession_IsGivenBackAtTheClosingSlot_FilledAtTheClose()
    {
        var result = await market.RunAsync(4, Intraday("S1", t => t == At(Tuesday, 10, 0)));

        // 15:50 falls into the last bar, which no other follows.
        var cell = market.Cell("S1", WithBars - 3, IntradayPanel.BarsPerSession - 1);
        var sold = result.Trades[^1];
        sold.Time.Should().Be(At(Tuesday, 16, 0));
        ((double)sold.Open).Should().BeApproximately(market.Intraday.Close[cell], 0.0001);
        result.Trades.Sum(t => t.Signed).Should().Be(0m);
        result.Days.Should().OnlyContain(d => d.LongValue == 0m && d.ShortValue == 0m);
    }

    [Fact]
    public async Task AnEarlyClose_IsFlatAt1300()
    {
        var result = await market.RunAsync(4, Intraday("S1", t => t == At(EarlyClose, 12, 15)));

        result.Trades[0].Time.Should().Be(At(EarlyClose, 12, 15));
        result.Trades[^1].Time.Should().Be(At(EarlyClose, 13, 0));
        result.Trades.Sum(t => t.Signed).Should().Be(0m);
        result.Days[^1].Gross.Should().Be(0);
    }

    [Fact]
    public async Task ANameWithDailyBarsAlone_TradesAtOpensOnly_AndIsLeftAloneInBetween()
    {
        var result = await market.RunAsync(
            4,
            Held("S7", t => t >= At(Tuesday, 11, 0)),
            Intraday("S1", t => t == At(Tuesday, 13, 0))
        );

        // Wanted since Tuesday at 11:00; the first open after that is Wednesday's. Nothing is sold of it later.
        var own = result.Trades.Where(t => t.Symbol.Value == "S7").ToList();
        own.Should().NotBeEmpty().And.OnlyContain(t => t.Side == Side.Buy);
        own.Should().OnlyContain(t => TimeOnly.FromDateTime(NewYork.ToLocal(t.Time).DateTime) == new TimeOnly(9, 30));
        own[0].Time.Should().Be(At(Wednesday, 9, 30));
        result.Trades.Should().Contain(t => t.Symbol.Value == "S1" && t.Time == At(Tuesday, 13, 0));
    }

    [Fact]
    public async Task ASessionsPart_MarksAPositionForThatSessionOnly()
    {
        var result = await market.RunAsync(
            4,
            Held("S1", _ => true),
            Intraday("S1", t => t == At(Tuesday, 10, 0)),
            // Something else to do in the vote, so that the book is not all in one name.
            Held("S2", _ => true)
        );

        var trades = result.Trades.Where(t => t.Symbol.Value == "S1").ToList();
        trades.Should().Contain(t => t.Time == At(Tuesday, 10, 0) && t.Side == Side.Buy);
        trades.Should().Contain(t => t.Time == At(Tuesday, 16, 0) && t.Side == Side.Sell);
        // What the closing slot's fill left over goes at the next open. From then on the position is the other strategy's,
        // and a few shares of drift are no reason to trade, at no closing slot either.
        trades.Should().NotContain(t => t.Time > At(Wednesday, 9, 30));
    }

    [Fact]
    public async Task EachDay_EquityIsCashAndPositions_AndEveryDollarOfItsChangeHasOneLine()
    {
        var result = await market.RunAsync(
            12,
            [.. StrategyRoster.Standard.Strategies, Intraday("S1", t => t == At(Tuesday, 10, 0))]
        );

        result.QuarterHours.Should().Be(new QuarterHourPlay(11, 7));
        result.Trades.Should().Contain(t => NewYork.ToLocal(t.Time).Hour > 9);
        AddUp(result);
        result.Strategies.Sum(s => s.PricePnl).Should().Be(result.Days.Sum(d => d.PricePnl));
        result.Strategies.Sum(s => s.Fees).Should().Be(result.Days.Sum(d => d.Fees));
        var report = BacktestReport.Of(result);
        report.Lines.EquityChange.Should().BeApproximately(report.Regimes.Sum(r => r.EquityChange), 1e-6);
        report.Assumptions.Should().Contain(a => a.StartsWith("In 11 sessions there are 15-minute bars"));
        report.Assumptions.Should().NotContain(a => a.Contains("are silent"));
    }

    [Fact]
    public async Task ASession_IsLearnedFromOnce_HoweverManyCyclesItHas()
    {
        var result = await market.RunAsync(12);

        // The first evening's session is where the count begins, and the last session's evening decides nothing.
        result.Learned.Sessions.Should().Be(10);
        result.Learned.Strategies.Values.Should().OnlyContain(s => s.Shadow.Days == 10);
        result.Learned.Books.Learning.Days.Should().Be(10);
    }

    [Fact]
    public async Task AStrategyThatIsFlatByTheClose_IsWeighedByItsDays()
    {
        // Long S1 from 10:00 to the close of every session, against one that never speaks.
        var result = await market.RunAsync(
            12,
            Intraday("S1", t => NewYork.ToLocal(t).Hour == 10),
            Held("S2", _ => false)
        );

        result.Days.Should().OnlyContain(d => d.Gross == 0);
        result.Learned.Strategies[new StrategyId("intraday-s1")].Losing.Value.Should().NotBe(1);
        result.Learned.Strategies[new StrategyId("position-s2")].Losing.Value.Should().Be(1);
    }

    [Fact]
    public async Task AStrategyWhoseRecordRetiresIt_TradesNoMore_AndTheReportSaysWhen()
    {
        var strict = new QuarterHourMarket(EarlyClose, WithBars)
        {
            Options = DecisionOptions.Default with { Learning = new LearningOptions { FalseRetirement = 0.5 } },
        };
        // Long S1 through each session that falls: every day it holds anything it loses.
        var falls = strict
            .Daily.Sessions.Where(
                (_, i) => strict.Daily.Closes(strict.Row("S1"))[i] < strict.Daily.Opens(strict.Row("S1"))[i]
            )
            .ToHashSet();

        var result = await strict.RunAsync(
            12,
            Intraday("S1", t => falls.Contains(NewYork.DateOf(t)) && NewYork.ToLocal(t).Hour < 12)
        );

        var note = result.Notes.Single(n =>
            n.Text.StartsWith("intraday-s1 goes to shadow. ", StringComparison.Ordinal)
        );
        note.Text.Should().Contain(", 2 retires");
        result.Trades.Should().Contain(t => NewYork.DateOf(t.Time) < note.Date);
        result.Trades.Should().NotContain(t => NewYork.DateOf(t.Time) > note.Date);
        falls.Should().Contain(d => d > note.Date && d <= EarlyClose, "it would have gone on");
    }

    [Fact]
    public async Task WhateverHappensAfterADecision_ItIsTheSame()
    {
        var other = new QuarterHourMarket(EarlyClose, WithBars);
        var fills = At(Wednesday, 11, 0);
        foreach (
            var column in new[] { other.Intraday.Open, other.Intraday.High, other.Intraday.Low, other.Intraday.Close }
        )
            for (var cell = 0; cell < column.Length; cell++)
            {
                var (session, slot) = Math.DivRem(cell % (WithBars * 26), 26);
                if (session > WithBars - 2 || (session == WithBars - 2 && slot >= 6))
                    column[cell] *= 1.1 + (0.05 * (cell % 7));
            }
        foreach (var column in new[] { other.Daily.Open, other.Daily.High, other.Daily.Low, other.Daily.Close })
            for (var cell = 0; cell < column.Length; cell++)
                if (cell % QuarterHourMarket.DailySessions >= QuarterHourMarket.DailySessions - 2)
                    column[cell] *= 1.2;

        var first = await market.RunAsync(8);
        var second = await other.RunAsync(8);

        // The last of these is decided at 11:00 and filled in the first bar that differs.
        Decided(second).Should().Equal(Decided(first)).And.NotBeEmpty();
        second.Days[^1].Equity.Should().NotBe(first.Days[^1].Equity);

        List<(DateTimeOffset, Symbol, Side, decimal)> Decided(BacktestResult result) =>
            [.. result.Trades.Where(t => t.Time <= fills).Select(t => (t.Time, t.Symbol, t.Side, t.Quantity))];
    }

    [Fact]
    public async Task WhereBarsBeginAndEnd_APositionGoesOnAtTheSameWorth()
    {
        // 17 sessions: 4 without bars, 10 with, 3 without; the first with bars is still played from daily ones.
        var mixed = new QuarterHourMarket(EarlyClose, withBars: 10, andThen: 3);

        var result = await mixed.RunAsync(17, Held("S1", _ => true));

        result.QuarterHours.Should().Be(new QuarterHourPlay(9, 7));
        AddUp(result);
        var traded = result.Trades.Select(t => NewYork.DateOf(t.Time)).ToHashSet();
        var row = mixed.Row("S1");
        var quiet = 0;
        for (var i = 2; i < result.Days.Count; i++)
        {
            if (traded.Contains(result.Days[i].Date))
                continue;
            var session = QuarterHourMarket.DailySessions - 17 + i;
            var move = mixed.Daily.Closes(row)[session] / mixed.Daily.Closes(row)[session - 1];
            ((double)(result.Days[i].LongValue / result.Days[i - 1].LongValue)).Should().BeApproximately(move, 1e-5);
            // Session 5 is the first and 14 the last but one to change series: both must be among the quiet ones.
            quiet += i is 5 or 14 ? 1 : 0;
        }
        quiet.Should().Be(2);
        result.Days[^1].LongValue.Should().BePositive();
    }

    [Fact]
    public async Task ADaysLossOf3Percent_LeavesOnlyReductions_UntilTheClose()
    {
        IStrategy[] strategies =
        [
            Held("S1", _ => true, exposure: 1),
            Held("S2", _ => true, exposure: 1),
            Held("S3", _ => true, exposure: 1),
            Held("S4", _ => true, exposure: 1),
            Intraday("S5", t => t == At(Tuesday, 12, 0)),
            Intraday("S6", t => t == At(Wednesday, 12, 0)),
        ];
        var calm = await market.RunAsync(4, strategies);
        foreach (var name in (string[])["S1", "S2", "S3", "S4"])
            for (var slot = 4; slot < 26; slot++)
                foreach (
                    var column in new[]
                    {
                        market.Intraday.Open,
                        market.Intraday.High,
                        market.Intraday.Low,
                        market.Intraday.Close,
                    }
                )
                    column[market.Cell(name, WithBars - 3, slot)] *= 0.88;

        var result = await market.RunAsync(4, strategies);

        calm.Trades.Should().Contain(t => t.Time == At(Tuesday, 12, 0) && t.Symbol.Value == "S5");
        calm.Notes.Should().BeEmpty();
        result.Trades.Should().NotContain(t => t.Symbol.Value == "S5");
        result.Notes.Should().ContainSingle(n => n.Text.StartsWith("The day's loss reached"));
        result.Trades.Should().Contain(t => t.Time == At(Wednesday, 12, 0) && t.Symbol.Value == "S6");
    }

    private static void AddUp(BacktestResult result)
    {
        for (var i = 0; i < result.Days.Count; i++)
        {
            var day = result.Days[i];
            day.Equity.Should().Be(day.Cash + day.LongValue + day.ShortValue);
            var before = i == 0 ? 1_000_000m : result.Days[i - 1].Equity;
            (day.Equity - before).Should().Be(day.PricePnl - day.TradingCost - day.Fees - day.Borrow + day.Interest);
        }
        var paid = result.Trades.Sum(t => (t.Signed * t.Price) + t.Fees);
        result.Days[^1].Cash.Should().Be(1_000_000m - paid + result.Days.Sum(d => d.Interest - d.Borrow));
    }

    private static Wants Intraday(string symbol, Func<DateTimeOffset, bool> when) =>
        new(symbol, StrategyCategory.Intraday, Horizon.ToClose, when, exposure: 0.2);

    private static Wants Held(string symbol, Func<DateTimeOffset, bool> when, double exposure = 0.2) =>
        new(symbol, StrategyCategory.Position, Horizon.Days(21), when, exposure);

    private static DateTimeOffset At(DateOnly date, int hour, int minute) =>
        NewYork.ToUtc(date, new TimeOnly(hour, minute));
}
