using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Simulation;
using Xunit;

namespace QuantFund.Core.Tests.Simulation;

public sealed class MatchingEngineTests
{
    private readonly MatchingEngine engine = new(1);
    private readonly FakeMarket market = new();
    private ExchangeAccount account = ExchangeAccount.Empty(10_000m);
    private int numbers;

    [Fact]
    public void MarketOrder_PaysTheTouchPlusImpact_InWholeCents()
    {
        market.Quote("SPY", 100.00m, 100.10m, size: 100);

        // Half the size shown: impact = 0.10 · 0.5 · 50/100 = 0.025, rounded up to 0.03.
        var (_, events) = Submit(Side.Buy, "SPY", 50);

        Executions(events).Should().ContainSingle().Which.Price.Should().Be(100.13m);
        account.Cash.Should().Be(10_000m - (50 * 100.13m));
        account.Quantity(Symbol.Parse("SPY")).Should().Be(50);
    }

    [Fact]
    public void Sale_ReceivesTheBidLessImpact()
    {
        market.Quote("SPY", 100.00m, 100.10m, size: 100);
        Submit(Side.Buy, "SPY", 50);

        // 50 of 100 shown on the bid: 100.00 − 0.03.
        var (_, events) = Submit(Side.Sell, "SPY", 50);

        Executions(events).Should().ContainSingle().Which.Price.Should().Be(99.97m);
        account.Positions.Should().BeEmpty();
        account.Cash.Should().Be(10_000m + (50 * (99.97m - 100.13m)));
    }

    [Theory]
    [InlineData(100.10, true)]
    [InlineData(100.09, false)]
    public void LimitAtTheAsk_Fills_AndOneCentBelowTheTouchesBidWaits(double limit, bool fills)
    {
        // Spread of one cent: there is nothing between bid and ask.
        market.Quote("SPY", 100.09m, 100.10m);

        var (_, events) = Submit(Side.Buy, "SPY", 1, (decimal)limit);

        Executions(events).Any().Should().Be(fills);
        account.Orders.Count.Should().Be(fills ? 0 : 1);
    }

    [Fact]
    public void ImpactNeverPassesTheLimit()
    {
        market.Quote("SPY", 99.00m, 100.00m, size: 100);

        var (_, events) = Submit(Side.Buy, "SPY", 90, 100.05m);

        Executions(events).Should().ContainSingle().Which.Price.Should().Be(100.05m);
    }

    [Fact]
    public void FillsNeverLeaveTheBar()
    {
        market.Quote("SPY", 99.00m, 100.00m, size: 100, low: 98.999m, high: 100.017m);

        // Impact would take it to 100.45; the bar's high is 100.017, in whole cents 100.01.
        var (_, events) = Submit(Side.Buy, "SPY", 90);

        Executions(events).Should().ContainSingle().Which.Price.Should().Be(100.01m);
    }

    [Fact]
    public void BarWithoutAWholeCent_FillsNothing()
    {
        market.Quote("SPY", 99.99m, 100.01m, low: 100.002m, high: 100.008m);

        Executions(Submit(Side.Buy, "SPY", 1).Events).Should().BeEmpty();
    }

    [Fact]
    public void LargeOrder_FillsInParts_BoundedByTheSizeShown()
    {
        market.Quote("F", 10.00m, 10.01m, size: 300);
        var (answer, events) = Submit(Side.Buy, "F", 700);
        Executions(events).Should().ContainSingle().Which.Quantity.Should().Be(300);
        Step().Should().BeEmpty("the size shown is taken until it is drawn anew");

        market.Quote("F", 10.00m, 10.01m, size: 300, bin: 1);
        Executions(Step()).Should().ContainSingle().Which.CumulativeQuantity.Should().Be(600);
        market.Quote("F", 10.00m, 10.01m, size: 300, bin: 2);
        var last = Step();

        Executions(last).Should().ContainSingle().Which.Quantity.Should().Be(100);
        var order = last.OfType<BrokerEvent.Executed>().Single().Order;
        order.Id.Should().Be(answer.Should().BeOfType<SubmitAnswer.Accepted>().Subject.Order.Id);
        order.Status.Should().Be(OrderStatus.Filled);
        order.FilledQuantity.Should().Be(700);
    }

    [Fact]
    public void AllOrdersTogether_TakeATenthOfTheBarsVolume()
    {
        market.Quote("F", 10.00m, 10.01m, size: 1_000, barVolume: 3_000);
        Submit(Side.Buy, "F", 200);

        // A tenth of 3,000 is 300: 100 are left for the second order, and none for later drawings of the same bar.
        Executions(Submit(Side.Buy, "F", 200).Events).Should().ContainSingle().Which.Quantity.Should().Be(100);
        market.Quote("F", 10.00m, 10.01m, size: 1_000, barVolume: 3_000, bin: 1);

        Step().Should().BeEmpty();
    }

    [Fact]
    public void OrderInsideTheSpread_IsMetSometimes_AtItsOwnPrice()
    {
        market.Quote("F", 10.00m, 10.20m);
        Executions(Submit(Side.Buy, "F", 10, 10.00m).Events).Should().BeEmpty();
        Submit(Side.Buy, "F", 10, 10.10m);
        var fills = new List<OrderExecution>();
        for (var bin = 1; bin < 60; bin++)
        {
            market.Quote("F", 10.00m, 10.20m, bin: bin);
            fills.AddRange(Executions(Step()));
        }

        fills.Should().ContainSingle().Which.Price.Should().Be(10.10m);
        account.Orders.Values.Should().ContainSingle().Which.Order.LimitPrice.Should().Be(10.00m);
    }

    [Theory]
    [InlineData(200, true)] // 200 · 100.00 = 20,000 = twice the equity
    [InlineData(201, false)]
    public void BuyingPower_IsTwiceEquity(int quantity, bool accepted)
    {
        market.Quote("SPY", 99.99m, 100.00m, size: 100_000);

        var (answer, _) = Submit(Side.Buy, "SPY", quantity, 100.00m);

        Refusal(answer).Should().Be(accepted ? null : BrokerRefusal.BuyingPower);
    }

    [Fact]
    public void BuyingPower_CountsOpenOrders_AndReductionsAreAlwaysAllowed()
    {
        market.Quote("SPY", 99.99m, 100.00m, size: 100_000);
        market.Quote("QQQ", 49.99m, 50.00m);
        Submit(Side.Buy, "SPY", 150, 100.00m);
        Submit(Side.Buy, "QQQ", 90, 49.00m);

        Refusal(Submit(Side.Buy, "QQQ", 100, 50.00m).Answer).Should().Be(BrokerRefusal.BuyingPower);
        Refusal(Submit(Side.Sell, "SPY", 150, 120.00m).Answer).Should().BeNull();
    }

    [Theory]
    [InlineData(100, null)] // sells what is held
    [InlineData(101, BrokerRefusal.NotShortable)]
    public void HardToBorrow_MayBeSold_ButNotShort(int quantity, BrokerRefusal? refusal)
    {
        market.Quote("F", 10.00m, 10.01m);
        Submit(Side.Buy, "F", 100);
        market.HardToBorrow.Add(Symbol.Parse("F"));

        Refusal(Submit(Side.Sell, "F", quantity).Answer).Should().Be(refusal);
    }

    [Fact]
    public void HardToBorrow_CountsSalesThatAreOpen()
    {
        market.Quote("F", 10.00m, 10.01m);
        Submit(Side.Buy, "F", 100);
        market.HardToBorrow.Add(Symbol.Parse("F"));
        Submit(Side.Sell, "F", 60, 11.00m);

        Refusal(Submit(Side.Sell, "F", 41, 11.00m).Answer).Should().Be(BrokerRefusal.NotShortable);
        Refusal(Submit(Side.Sell, "F", 40, 11.00m).Answer).Should().BeNull();
    }

    [Fact]
    public void Short_BringsCash_AndCountsNegative()
    {
        market.Quote("F", 10.00m, 10.02m, size: 100_000);

        Submit(Side.Sell, "F", 100);

        // Impact is 0.02 · 0.5 · 100/100,000, less than half a cent.
        account.Cash.Should().Be(11_000m);
        account.Quantity(Symbol.Parse("F")).Should().Be(-100);
        account.Equity(market).Should().Be(11_000m - (100 * 10.01m));
    }

    [Fact]
    public void SymbolHalted_IsRefused_AndOpenOrdersRestButCanBeCancelled()
    {
        market.Quote("F", 10.00m, 10.01m);
        var (answer, _) = Submit(Side.Buy, "F", 10, 9.00m);
        market.Halted.Add(Symbol.Parse("F"));
        market.Quote("F", 8.00m, 8.01m);

        Refusal(Submit(Side.Buy, "F", 10).Answer).Should().Be(BrokerRefusal.SymbolHalted);
        Step().Should().BeEmpty();
        Cancel(answer);
        Step().OfType<BrokerEvent.OrderChanged>().Single().Order.Status.Should().Be(OrderStatus.Cancelled);
    }

    [Fact]
    public void ClosedMarket_RefusesOrders()
    {
        market.Quote("F", 10.00m, 10.01m).IsOpen = false;

        Refusal(Submit(Side.Buy, "F", 10).Answer).Should().Be(BrokerRefusal.MarketClosed);
    }

    [Fact]
    public void UnknownSymbol_IsRefused() =>
        Refusal(Submit(Side.Buy, "NOPE", 10).Answer).Should().Be(BrokerRefusal.UnknownSymbol);

    [Fact]
    public void KnownClientOrderId_IsRefused()
    {
        market.Quote("F", 10.00m, 10.01m);
        var request = new OrderRequest(new("x"), Symbol.Parse("F"), Side.Buy, OrderType.Market, 1, null);

        var (answer, outcome) = engine.Submit(account, request, market, known: true);

        Refusal(answer).Should().Be(BrokerRefusal.DuplicateClientOrderId);
        outcome.Account.Should().BeSameAs(account);
    }

    [Theory]
    [InlineData(0, OrderType.Market, null)]
    [InlineData(-5, OrderType.Market, null)]
    [InlineData(1.5, OrderType.Market, null)]
    [InlineData(10_000_001, OrderType.Market, null)]
    [InlineData(1, OrderType.Limit, null)]
    [InlineData(1, OrderType.Limit, 0.0)]
    [InlineData(1, OrderType.Limit, -1.0)]
    [InlineData(1, OrderType.Limit, 10.001)]
    [InlineData(1, OrderType.Market, 10.0)]
    public void MalformedOrder_IsInvalid(double quantity, OrderType type, double? limit)
    {
        market.Quote("F", 10.00m, 10.01m);
        var request = new OrderRequest(
            new("x"),
            Symbol.Parse("F"),
            Side.Buy,
            type,
            (decimal)quantity,
            limit is { } price ? (decimal)price : null
        );

        Refusal(engine.Submit(account, request, market, known: false).Answer).Should().Be(BrokerRefusal.InvalidOrder);
    }

    [Theory]
    [InlineData(9.99, null)]
    [InlineData(10.50, null)] // at the open sale's price they would meet, see below
    [InlineData(11.00, BrokerRefusal.WashTrade)]
    public void OrderThatWouldMeetOnesOwn_IsAWashTrade(double limit, BrokerRefusal? refusal)
    {
        market.Quote("F", 10.00m, 10.01m);
        Submit(Side.Buy, "F", 100);
        Submit(Side.Sell, "F", 100, limit == 10.50 ? 10.51m : 11.00m);

        Refusal(Submit(Side.Buy, "F", 10, (decimal)limit).Answer).Should().Be(refusal);
    }

    [Fact]
    public void Cancel_LosesToAFill()
    {
        market.Quote("F", 10.00m, 10.01m);
        var (answer, _) = Submit(Side.Buy, "F", 10, 9.90m);
        Cancel(answer);
        market.Quote("F", 9.80m, 9.85m, bin: 1);

        var events = Step();

        events.Should().ContainSingle().Which.Should().BeOfType<BrokerEvent.Executed>();
        account.Orders.Should().BeEmpty();
    }

    [Fact]
    public void Cancel_AfterAPartialFill_KeepsWhatWasFilled()
    {
        market.Quote("F", 10.00m, 10.01m, size: 100);
        var (answer, _) = Submit(Side.Buy, "F", 300, 10.01m);
        Cancel(answer);
        market.Quote("F", 10.05m, 10.06m, bin: 1);

        var order = Step().OfType<BrokerEvent.OrderChanged>().Single().Order;

        order.Status.Should().Be(OrderStatus.Cancelled);
        order.FilledQuantity.Should().Be(100);
        account.Quantity(Symbol.Parse("F")).Should().Be(100);
    }

    [Fact]
    public void Close_ExpiresWhatIsOpen_AndCancelsWhatWasAsked()
    {
        market.Quote("F", 10.00m, 10.01m);
        Submit(Side.Buy, "F", 10, 9.00m);
        var (second, _) = Submit(Side.Buy, "F", 10, 9.01m);
        Cancel(second);

        var outcome = MatchingEngine.Close(account, FakeMarket.Open.AddHours(6.5));

        outcome
            .Events.OfType<BrokerEvent.OrderChanged>()
            .Select(e => e.Order.Status)
            .Should()
            .Equal(OrderStatus.Expired, OrderStatus.Cancelled);
        outcome.Account.Orders.Should().BeEmpty();
    }

    [Fact]
    public void UnknownOrder_CantBeCancelled() =>
        MatchingEngine.Cancel(account, new("sim-0000042")).Answer.Should().Be(CancelAnswer.UnknownOrder);

    [Theory]
    [InlineData(100, 10, 100, 12, 200, 11)] // adding averages
    [InlineData(100, 10, -40, 12, 60, 10)] // reducing keeps
    [InlineData(100, 10, -150, 12, -50, 12)] // crossing starts again
    [InlineData(-100, 10, -100, 12, -200, 11)]
    [InlineData(-100, 10, 150, 12, 50, 12)]
    public void AveragePrice_IsWhatTheOpenSharesCost(
        int held,
        int average,
        int traded,
        int price,
        int after,
        int averageAfter
    )
    {
        var symbol = Symbol.Parse("F");
        var positions = account.Positions.Add(symbol, new Position(symbol, held, average));

        var result = PositionMath.Apply(positions, symbol, traded, price);

        result[symbol].Should().Be(new Position(symbol, after, averageAfter));
    }

    private static BrokerRefusal? Refusal(SubmitAnswer answer) => (answer as SubmitAnswer.Refused)?.Refusal;

    private static IEnumerable<OrderExecution> Executions(IEnumerable<BrokerEvent> events) =>
        events.OfType<BrokerEvent.Executed>().Select(e => e.Execution);

    private (SubmitAnswer Answer, IReadOnlyList<BrokerEvent> Events) Submit(
        Side side,
        string symbol,
        decimal quantity,
        decimal? limit = null
    )
    {
        var type = limit is null ? OrderType.Market : OrderType.Limit;
        var request = new OrderRequest(new($"t{numbers++}"), Symbol.Parse(symbol), side, type, quantity, limit);
        var (answer, outcome) = engine.Submit(account, request, market, known: false);
        account = outcome.Account;
        return (answer, outcome.Events);
    }

    private void Cancel(SubmitAnswer answer)
    {
        var (cancel, after) = MatchingEngine.Cancel(account, ((SubmitAnswer.Accepted)answer).Order.Id);
        cancel.Should().Be(CancelAnswer.Requested);
        account = after;
    }

    private IReadOnlyList<BrokerEvent> Step()
    {
        var outcome = engine.Step(account, market);
        account = outcome.Account;
        return outcome.Events;
    }
}
