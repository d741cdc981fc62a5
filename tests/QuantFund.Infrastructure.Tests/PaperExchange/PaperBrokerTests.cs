using System.Diagnostics;
using AwesomeAssertions;
using Microsoft.Extensions.Options;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Simulation;
using QuantFund.Infrastructure.PaperExchange;
using Xunit;

namespace QuantFund.Infrastructure.Tests.PaperExchange;

public sealed class PaperBrokerTests : IDisposable
{
    private static readonly Symbol Spy = Symbol.Parse("SPY");
    private readonly string folder = Directory.CreateTempSubdirectory("exchange-test-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task FreshExchange_StartsAtTheOpen_WithItsCash()
    {
        await using var rig = new ExchangeRig(folder);

        var account = await rig.Broker.AccountAsync(Cancellation);

        NewYork.ToLocal(account.Time).DateTime.Should().Be(new DateTime(2026, 1, 5, 9, 30, 0));
        account.Cash.Should().Be(1_000_000m);
        account.Equity.Should().Be(1_000_000m);
        account.BuyingPower.Should().Be(2_000_000m);
        account.Positions.Should().BeEmpty();
    }

    [Fact]
    public async Task History_OfTheShippedUniverse_IsReadyAtStart()
    {
        await using var rig = new ExchangeRig(folder, null, ("Fund:Universe", ""));
        var now = rig.Get<MarketTime>().Now;
        var watch = Stopwatch.StartNew();

        var daily = await rig.Get<IDailyPriceFeed>().DailyAsync(rig.Universe, 300, now, Cancellation);
        var intraday = await rig.Get<IIntradayPriceFeed>().IntradayAsync(rig.Universe, 21, now, Cancellation);

        TestContext.Current.SendDiagnosticMessage(
            $"300 daily and 21 intraday sessions in {watch.ElapsedMilliseconds} ms"
        );
        daily.Sessions.Should().HaveCount(300);
        daily.Sessions[^1].Should().Be(new DateOnly(2026, 1, 2));
        daily.Close.Should().NotContain(c => double.IsNaN(c));
        intraday.Sessions.Should().HaveCount(21);
        intraday.Sessions[^1].Date.Should().Be(new DateOnly(2026, 1, 5));
        IntradayPanel.Day(intraday.Closes(0), 20).ToArray().Should().OnlyContain(c => double.IsNaN(c));
        IntradayPanel.Day(intraday.Closes(0), 19).ToArray().Should().Contain(c => !double.IsNaN(c));
    }

    [Fact]
    public async Task MarketOrder_Fills_AndTheAccountAddsUpToTheCent()
    {
        await using var rig = new ExchangeRig(folder);
        var events = rig.Broker.EventsAsync(Cancellation).GetAsyncEnumerator(Cancellation);

        var answer = await rig.Broker.SubmitAsync(ExchangeRig.Buy("a", "SPY", 100), Cancellation);

        var order = answer.Should().BeOfType<SubmitAnswer.Accepted>().Subject.Order;
        order.Status.Should().Be(OrderStatus.Accepted);
        (await events.MoveNextAsync()).Should().BeTrue();
        events.Current.Should().BeOfType<BrokerEvent.OrderChanged>();
        (await events.MoveNextAsync()).Should().BeTrue();
        var execution = events.Current.Should().BeOfType<BrokerEvent.Executed>().Subject.Execution;
        execution.Quantity.Should().Be(100);
        execution.CumulativeQuantity.Should().Be(100);
        var account = await rig.Broker.AccountAsync(Cancellation);
        account.Cash.Should().Be(1_000_000m - (100 * execution.Price));
        account.Positions.Should().Equal(new Position(Spy, 100, execution.Price));
        var quotes = await rig.Broker.QuotesAsync(rig.Universe, Cancellation);
        var mark = decimal.Round(quotes[Spy].Mid, 2, MidpointRounding.AwayFromZero);
        account.Equity.Should().Be(account.Cash + (100 * mark));
        (await rig.Broker.FindAsync(new("a"), Cancellation))!.Status.Should().Be(OrderStatus.Filled);
        (await rig.Broker.ExecutionsSinceAsync(execution.Time, Cancellation)).Should().Equal(execution);
        (await rig.Broker.ExecutionsSinceAsync(execution.Time.AddTicks(1), Cancellation)).Should().BeEmpty();
    }

    [Fact]
    public async Task DuplicateClientOrderId_IsRefused_ForOpenAndForPastOrders()
    {
        await using var rig = new ExchangeRig(folder);
        await rig.Broker.SubmitAsync(ExchangeRig.Buy("filled", "SPY", 1), Cancellation);
        await rig.Broker.SubmitAsync(ExchangeRig.Buy("open", "SPY", 1, limit: 1m), Cancellation);

        foreach (var id in new[] { "filled", "open" })
            (await rig.Broker.SubmitAsync(ExchangeRig.Buy(id, "QQQ", 1), Cancellation))
                .Should()
                .BeOfType<SubmitAnswer.Refused>()
                .Which.Refusal.Should()
                .Be(BrokerRefusal.DuplicateClientOrderId);
    }

    [Fact]
    public async Task Cancel_IsConfirmedOnTheNextStep_AndNotPossibleTwice()
    {
        await using var rig = new ExchangeRig(folder);
        var accepted = (SubmitAnswer.Accepted)
            await rig.Broker.SubmitAsync(ExchangeRig.Buy("a", "SPY", 1, limit: 1m), Cancellation);

        (await rig.Broker.CancelAsync(accepted.Order.Id, Cancellation)).Should().Be(CancelAnswer.Requested);
        (await rig.Broker.OpenOrdersAsync(Cancellation)).Should().HaveCount(1);
        rig.Step();

        (await rig.Broker.OpenOrdersAsync(Cancellation)).Should().BeEmpty();
        (await rig.Broker.FindAsync(new("a"), Cancellation))!.Status.Should().Be(OrderStatus.Cancelled);
        (await rig.Broker.CancelAsync(accepted.Order.Id, Cancellation)).Should().Be(CancelAnswer.NotCancellable);
        (await rig.Broker.CancelAsync(new("sim-9999999"), Cancellation)).Should().Be(CancelAnswer.UnknownOrder);
    }

    [Fact]
    public async Task Restart_KeepsAccountOrdersAndPrices_AndTimeGoesOnAtOrAfterWhatItShowed()
    {
        AccountReading before;
        DateTimeOffset shown;
        await using (var rig = new ExchangeRig(folder))
        {
            await rig.Broker.SubmitAsync(ExchangeRig.Buy("a", "AAPL", 50), Cancellation);
            await rig.Broker.SubmitAsync(ExchangeRig.Buy("b", "MSFT", 5, limit: 1m), Cancellation);
            rig.Step(20);
            before = await rig.Broker.AccountAsync(Cancellation);
            shown = rig.Clock.GetUtcNow();
            // Disposed without a clean stop, as after a kill.
        }

        await using var again = new ExchangeRig(folder);
        var after = await again.Broker.AccountAsync(Cancellation);

        after.Time.Should().BeOnOrAfter(shown).And.BeBefore(shown.AddMinutes(5));
        after.Cash.Should().Be(before.Cash);
        after.Positions.Should().Equal(before.Positions);
        (await again.Broker.OpenOrdersAsync(Cancellation)).Should().ContainSingle(o => o.ClientOrderId.Value == "b");
        var answer = (SubmitAnswer.Accepted)
            await again.Broker.SubmitAsync(ExchangeRig.Buy("c", "AAPL", 1, limit: 1m), Cancellation);
        answer.Order.Id.Value.Should().Be("sim-0000003");
        var yesterday = NyseCalendar.Instance.SessionOn(new(2026, 1, 5))!;
        var bars = again.Get<IMarketTape>().Bars(yesterday);
        var fill = (await again.Broker.ExecutionsSinceAsync(yesterday.Open, Cancellation)).Single();
        var cell = SessionBars.Cell(again.Universe.IndexOf(fill.Symbol), 0);
        ((double)fill.Price).Should().BeInRange(bars.Low[cell], bars.High[cell]);
    }

    [Fact]
    public async Task CleanStop_GoesOnExactlyWhereItStopped()
    {
        DateTimeOffset stopped;
        await using (var rig = new ExchangeRig(folder))
        {
            rig.Step(7);
            stopped = rig.Clock.Stop();
        }

        await using var again = new ExchangeRig(folder);

        again.Clock.GetUtcNow().Should().Be(stopped);
    }

    [Fact]
    public async Task OpenOrders_ExpireAtTheClose_AlsoWhenTheProcessWasDownThen()
    {
        await using (var rig = new ExchangeRig(folder))
        {
            await rig.Broker.SubmitAsync(ExchangeRig.Buy("a", "SPY", 1, limit: 1m), Cancellation);
            // 6.5 hours at 60 times wall time are 390 seconds: past the close, but no step sees it.
            rig.Wall.Advance(TimeSpan.FromSeconds(391));
            rig.Clock.GetUtcNow();
        }

        await using var again = new ExchangeRig(folder);
        again.Step();

        var order = (await again.Broker.FindAsync(new("a"), Cancellation))!;
        order.Status.Should().Be(OrderStatus.Expired);
        order.UpdatedAt.Should().Be(NyseCalendar.Instance.SessionOn(new(2026, 1, 5))!.Close);
    }

    [Fact]
    public async Task OtherSeed_OverAnExistingStore_IsRefused()
    {
        await using (var rig = new ExchangeRig(folder))
            rig.Step();

        await using var other = new ExchangeRig(folder, null, ("Exchange:Seed", "2"));

        FluentActions.Invoking(() => other.Broker).Should().Throw<StartupException>().WithMessage("*Exchange:Seed*");
    }

    [Theory]
    [InlineData("Exchange:Market", "futures")]
    [InlineData("Exchange:Speed", "0")]
    [InlineData("Exchange:Cash", "999.99")]
    [InlineData("Exchange:Cash", "1000.001")]
    public async Task BadOption_IsRefused_ByItsKey(string key, string value)
    {
        await using var rig = new ExchangeRig(folder, null, (key, value));

        FluentActions.Invoking(() => rig.Broker).Should().Throw<OptionsValidationException>().WithMessage($"*{key}*");
    }

    [Fact]
    public async Task Quotes_CoverTheUniverse_AndSpreadsAreOpen()
    {
        await using var rig = new ExchangeRig(folder);
        rig.Step(30);

        var quotes = await rig.Broker.QuotesAsync(rig.Universe, Cancellation);

        quotes.Count.Should().Be(rig.Universe.Count);
        quotes.Values.Should().OnlyContain(q => q.Ask > q.Bid && q.Bid > 0 && q.AskSize >= 100 && q.BidSize >= 100);
        quotes.Values.Select(q => q.Time).Distinct().Should().Equal(rig.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Feeds_GiveNothingFromTheFuture_WhateverIsAsked()
    {
        await using var rig = new ExchangeRig(folder);
        rig.Step(16); // 16 minutes of market time: one bar complete
        var now = rig.Clock.GetUtcNow();
        var later = now.AddDays(3);

        var intraday = await rig.Get<IIntradayPriceFeed>().IntradayAsync(rig.Universe, 21, later, Cancellation);
        var daily = await rig.Get<IDailyPriceFeed>().DailyAsync(rig.Universe, 300, later, Cancellation);
        var news = await rig.Get<INewsFeed>().NewsAsync(later, TimeSpan.FromDays(10), Cancellation);
        var macro = await rig.Get<IMacroFeed>().MacroAsync(later, Cancellation);
        var vix = await rig.Get<IVixFeed>().VixAsync(later, Cancellation);

        for (var row = 0; row < rig.Universe.Count; row++)
            IntradayPanel.Day(intraday.Closes(row), 20)[1..].ToArray().Should().OnlyContain(c => double.IsNaN(c));
        IntradayPanel.Day(intraday.Closes(rig.Universe.IndexOf(Spy)), 20)[0].Should().BeGreaterThan(0);
        daily.Sessions[^1].Should().Be(new DateOnly(2026, 1, 2));
        news.Should().NotBeEmpty().And.OnlyContain(a => a.Published <= now);
        macro.Should().NotBeEmpty().And.OnlyContain(v => v.Released <= now);
        vix.Should().HaveCountGreaterThan(6).And.OnlyContain(v => v.Time <= now);
    }

    [Fact]
    public async Task Panels_AreKept_UntilAnotherBarIsComplete()
    {
        await using var rig = new ExchangeRig(folder);
        var feed = rig.Get<IIntradayPriceFeed>();
        Task<IntradayPanel> Ask() => feed.IntradayAsync(rig.Universe, 21, rig.Clock.GetUtcNow(), Cancellation);
        rig.Step(15);
        var first = await Ask();
        rig.Step(14.9);
        var same = await Ask();
        rig.Step(.1);
        var next = await Ask();

        same.Should().BeSameAs(first);
        next.Should().NotBeSameAs(first);
    }

    [Fact]
    public async Task DeathBetweenCommitAndAnswer_LeavesTheOrderAtTheBroker()
    {
        await using (var rig = new ExchangeRig(folder, new DyingExchange()))
        {
            var answer = await rig.Broker.SubmitAsync(ExchangeRig.Buy("a", "SPY", 10), Cancellation);
            answer.Should().BeOfType<SubmitAnswer.Ambiguous>();
        }

        await using var again = new ExchangeRig(folder);

        var order = await again.Broker.FindAsync(new("a"), Cancellation);
        order.Should().NotBeNull();
        var account = await again.Broker.AccountAsync(Cancellation);
        account
            .Positions.Should()
            .ContainSingle(p => p.Symbol == Spy)
            .Which.Quantity.Should()
            .Be(order!.FilledQuantity);
    }

    private sealed class DyingExchange : IExchangeFaults
    {
        public Task AfterOrderCommittedAsync(CancellationToken cancellation) =>
            Task.FromCanceled(new CancellationToken(canceled: true));

        public void AfterStepCommitted() { }
    }
}
