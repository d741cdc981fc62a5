using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Orders;
using Xunit;

namespace QuantFund.Core.Tests.Execution;

public sealed class OrderLifeTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 14, 45, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Wall = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    /// <summary>A sale of 100 at a mid of 50.</summary>
    private static readonly OrderIntent Intent = new(
        new ClientOrderId("o"),
        OrderOrigin.Cycle,
        null,
        Symbol.Parse("AAPL"),
        Side.Sell,
        OrderType.Limit,
        100m,
        49.90m,
        0,
        0,
        false,
        5m,
        50m,
        Now
    );

    private static StoredOrder Permitted => OrderLife.Permitted(Intent, Now, Wall);

    private static BrokerOrder Seen(OrderStatus status, decimal filled = 0m, string? reason = null) =>
        new(
            new BrokerOrderId("b"),
            Intent.Id,
            Intent.Symbol,
            Intent.Side,
            Intent.Type,
            Intent.Quantity,
            Intent.LimitPrice,
            filled,
            null,
            status,
            reason,
            Now.AddSeconds(1),
            Now.AddSeconds(1)
        );

    private static OrderExecution Fill(decimal quantity, decimal price, decimal cumulative, decimal fee = 0m) =>
        new(
            new BrokerOrderId("b"),
            Intent.Id,
            $"{cumulative}",
            Intent.Symbol,
            Intent.Side,
            quantity,
            price,
            cumulative,
            fee,
            Now.AddSeconds(2)
        );

    private static StoredOrder Observed(StoredOrder order, BrokerOrder seen) => OrderLife.Observed(order, seen, Now);

    private static StoredOrder Executed(StoredOrder order, OrderExecution fill) => OrderLife.Executed(order, fill, Now);

    private static StoredOrder Answered(StoredOrder order, SubmitAnswer answer) =>
        OrderLife.Answered(order, answer, Now, Wall);

    [Fact]
    public void Accepted_ClosesThePermit_AndKeepsTheBrokersName()
    {
        var order = Answered(Permitted, new SubmitAnswer.Accepted(Seen(OrderStatus.Accepted)));

        order.Status.Should().Be(OrderStatus.Accepted);
        order.BrokerId.Should().Be(new BrokerOrderId("b"));
        order.AnsweredAt.Should().Be(Wall);
        order.SubmittedAt.Should().Be(Now.AddSeconds(1));
    }

    [Fact]
    public void Refused_IsRejected_ButADuplicateIdIsADoubt()
    {
        Answered(Permitted, new SubmitAnswer.Refused(BrokerRefusal.BuyingPower, "no cash"))
            .Should()
            .Match<StoredOrder>(o => o.Status == OrderStatus.Rejected && o.Reason == "no cash" && o.AnsweredAt == Wall);
        Answered(Permitted, new SubmitAnswer.Refused(BrokerRefusal.DuplicateClientOrderId, "seen before"))
            .Status.Should()
            .Be(OrderStatus.Unknown);
    }

    [Fact]
    public void AnswerThatComesAfterTheFill_ClosesThePermit_AndTakesNothingBack()
    {
        var filled = Executed(Permitted, Fill(100m, 50m, 100m));

        var order = Answered(filled, new SubmitAnswer.Ambiguous("timeout"));

        order.Status.Should().Be(OrderStatus.Filled);
        order.AnsweredAt.Should().Be(Wall);
        Answered(filled, new SubmitAnswer.Refused(BrokerRefusal.Other, "?")).Status.Should().Be(OrderStatus.Filled);
    }

    [Fact]
    public void Unknown_IsSettledByALookUp_AndItsDoubtIsForgotten()
    {
        var doubted = Answered(Permitted, new SubmitAnswer.Ambiguous("timeout"));

        var order = Observed(doubted, Seen(OrderStatus.Accepted));

        order.Status.Should().Be(OrderStatus.Accepted);
        order.Reason.Should().BeNull();
    }

    [Theory]
    [InlineData(OrderStatus.Cancelled)]
    [InlineData(OrderStatus.Expired)]
    [InlineData(OrderStatus.Rejected)]
    public void EndAtTheBroker_CountsAtOnce_WhenEveryFillIsStored(OrderStatus end)
    {
        var partly = Executed(Permitted, Fill(40m, 50m, 40m));

        Observed(partly, Seen(end, filled: 40m, "over"))
            .Should()
            .Match<StoredOrder>(o => o.Status == end && o.Reason == "over");
        Observed(partly, Seen(end, filled: 41m)).Status.Should().Be(OrderStatus.PartiallyFilled);
    }

    [Fact]
    public void EndAtTheBroker_WaitsForTheLastFill_WhicheverOrderTheyComeIn()
    {
        var waiting = Observed(Permitted, Seen(OrderStatus.Cancelled, filled: 40m));
        waiting.Status.Should().Be(OrderStatus.Accepted);

        var partly = Executed(waiting, Fill(30m, 50m, 30m));
        partly.Status.Should().Be(OrderStatus.PartiallyFilled);

        Executed(partly, Fill(10m, 50m, 40m)).Status.Should().Be(OrderStatus.Cancelled);
    }

    [Fact]
    public void FilledAtTheBroker_IsNotFilledHere_BeforeTheExecutionIs()
    {
        var seen = Observed(Permitted, Seen(OrderStatus.Filled, filled: 100m));
        seen.IsOpen.Should().BeTrue();

        Executed(seen, Fill(100m, 50m, 100m)).Status.Should().Be(OrderStatus.Filled);
    }

    [Fact]
    public void End_IsNeverTakenBack()
    {
        var cancelled = Observed(Permitted, Seen(OrderStatus.Cancelled));

        Observed(cancelled, Seen(OrderStatus.Accepted)).Status.Should().Be(OrderStatus.Cancelled);
        OrderLife.NeverSent(cancelled, "void", Now, Wall).Reason.Should().BeNull();
    }

    [Fact]
    public void FillAfterTheEnd_IsCounted_AndACompleteOneIsFilled()
    {
        var cancelled = OrderLife.NeverSent(Permitted, "never arrived", Now, Wall);

        Executed(cancelled, Fill(40m, 50m, 40m))
            .Should()
            .Match<StoredOrder>(o => o.Status == OrderStatus.Cancelled && o.FilledQuantity == 40m);
        Executed(cancelled, Fill(100m, 50m, 100m)).Status.Should().Be(OrderStatus.Filled);
    }

    [Fact]
    public void NeverSent_CancelsOnlyWhatTheBrokerHasNot()
    {
        OrderLife.NeverSent(Permitted, "void", Now, Wall).Status.Should().Be(OrderStatus.Cancelled);
        var accepted = Observed(Permitted, Seen(OrderStatus.Accepted));
        OrderLife.NeverSent(accepted, "void", Now, Wall).Status.Should().Be(OrderStatus.Accepted);
    }

    [Fact]
    public void ActualCost_OfASale_IsWhatItBroughtLessThanTheMid_PlusFees()
    {
        // 40 · (50.00 − 49.90) + 60 · (50.00 − 50.05) + 1 = 4 − 3 + 1 = 2; average (1,996 + 3,003) / 100 = 49.99.
        var order = Executed(Executed(Permitted, Fill(40m, 49.90m, 40m)), Fill(60m, 50.05m, 100m, fee: 1m));

        order.ActualCost.Should().Be(2m);
        order.AveragePrice.Should().Be(49.99m);
        order.FilledQuantity.Should().Be(100m);
    }

    [Fact]
    public void NoNews_IsTheSameValue()
    {
        var order = Observed(Permitted, Seen(OrderStatus.Accepted));

        OrderLife.Observed(order, Seen(OrderStatus.Accepted), Now.AddMinutes(1)).Should().BeSameAs(order);
    }
}
