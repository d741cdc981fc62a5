using AwesomeAssertions;
using QuantFund.Core.Costs;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Orders;
using QuantFund.Testing.Fakes;
using Xunit;

namespace QuantFund.Core.Tests.Execution;

public sealed class OrderDeskTests
{
    private static readonly Symbol A = EngineWorld.A;
    private static readonly Symbol B = EngineWorld.B;

    private readonly EngineWorld world = new();

    [Fact]
    public async Task Plan_IsWorked_UntilEveryOrderIsFilled()
    {
        var rig = await EngineRig.StartedAsync(world);
        world.Broker.FillAtOnce = 1m;

        var submitting = Submit(
            rig,
            FakeDecision.Trade(A, Side.Buy, 100m, 100m),
            FakeDecision.Trade(B, Side.Buy, 50m, 200m)
        );
        await rig.StepAsync();

        var done = await submitting;
        done.Refused.Should().BeEmpty();
        done.Orders.Select(o => (o.Intent.Symbol, o.Status, o.FilledQuantity))
            .Should()
            .Equal((A, OrderStatus.Filled, 100m), (B, OrderStatus.Filled, 50m));
        // 100 at 100.01 and 50 at 200.01 out of 1,000,000.
        world.Fund.Cash.Should().Be(1_000_000m - 10_001m - 10_000.50m).And.Be(world.Broker.Cash);
    }

    [Fact]
    public async Task UnfilledOrder_IsRepricedAt10And20Seconds_AndGoesToMarketAt30()
    {
        var rig = await EngineRig.StartedAsync(world);
        var submitting = Submit(rig, FakeDecision.Trade(A, Side.Buy, 100m, 100m));

        await rig.StepAsync(9.999);
        world.Broker.Received.Should().ContainSingle();
        world.Broker.CancelsAsked.Should().BeEmpty("the order has until 10 s");

        await rig.StepAsync(0.001);
        await rig.StepAsync();
        world.Broker.Received.Should().HaveCount(2, "at 10 s it is cancelled and priced anew");

        await rig.StepAsync(9.999);
        world.Broker.Received.Should().HaveCount(2);
        await rig.StepAsync(0.001);
        await rig.StepAsync();
        world.Broker.Received.Should().HaveCount(3, "and again at 20 s");

        await rig.StepAsync(9.999);
        world.Broker.Received.Should().HaveCount(3);
        await rig.StepAsync(0.001);
        await rig.StepAsync();
        world
            .Broker.Received.Select(r => r.Type)
            .Should()
            .Equal(OrderType.Limit, OrderType.Limit, OrderType.Limit, OrderType.Market);
        world
            .Broker.Received.Select(r => r.ClientOrderId.Value)
            .Should()
            .Equal(
                "c20260105-1000-AAPL-0-0",
                "c20260105-1000-AAPL-0-1",
                "c20260105-1000-AAPL-0-2",
                "c20260105-1000-AAPL-0-3"
            );

        world.Broker.FillRest(A);
        await rig.StepAsync(1);
        (await submitting).Orders.Sum(o => o.FilledQuantity).Should().Be(100m);
    }

    [Fact]
    public async Task Reprice_WaitsForTheCancelToBeConfirmed_NeverTwoOrdersAtOnce()
    {
        var rig = await EngineRig.StartedAsync(world);
        world.Broker.ConfirmsAtOnce = false;
        _ = Submit(rig, FakeDecision.Trade(A, Side.Buy, 100m, 100m));

        await rig.StepAsync(10);
        await rig.StepAsync(4);
        world.Broker.CancelsAsked.Should().ContainSingle();
        world.Broker.Received.Should().ContainSingle("the cancel is not confirmed yet");

        await rig.StepAsync(1);
        world.Broker.CancelsAsked.Should().HaveCount(2, "after 5 s it is asked for again");

        world.Broker.ConfirmCancels();
        await rig.StepAsync();
        world.Broker.Received.Should().HaveCount(2);
        world.Broker.Orders.Count(o => !o.Status.IsFinal()).Should().Be(1);
    }

    [Fact]
    public async Task FillThatBeatsTheCancel_IsCounted_AndOnlyTheRestIsSentAgain()
    {
        var rig = await EngineRig.StartedAsync(world);
        world.Broker.ConfirmsAtOnce = false;
        var submitting = Submit(rig, FakeDecision.Trade(A, Side.Buy, 100m, 100m));
        await rig.StepAsync(10);

        world.Broker.Fill(world.Broker.Open(A).Id, 60m);
        world.Broker.ConfirmCancels();
        await rig.StepAsync();

        world.Broker.Received[^1].Quantity.Should().Be(40m);
        world.Broker.FillRest(A);
        await rig.StepAsync();
        (await submitting).Orders.Sum(o => o.FilledQuantity).Should().Be(100m);
        world.Fund.Positions[A].Position.Quantity.Should().Be(100m);
    }

    [Fact]
    public async Task CompleteFillThatBeatsTheCancel_EndsTheTrade()
    {
        var rig = await EngineRig.StartedAsync(world);
        world.Broker.ConfirmsAtOnce = false;
        var submitting = Submit(rig, FakeDecision.Trade(A, Side.Buy, 100m, 100m));
        await rig.StepAsync(10);

        world.Broker.FillRest(A);
        world.Broker.ConfirmCancels();
        await rig.StepAsync();

        (await submitting).Orders.Should().ContainSingle().Which.Status.Should().Be(OrderStatus.Filled);
        world.Broker.Received.Should().ContainSingle();
    }

    [Fact]
    public async Task LateCancel_DoesNotCostTheNextAttemptItsTime()
    {
        var rig = await EngineRig.StartedAsync(world);
        world.Broker.ConfirmsAtOnce = false;
        _ = Submit(rig, FakeDecision.Trade(A, Side.Buy, 100m, 100m));
        await rig.StepAsync(10);
        await rig.StepAsync(12);
        world.Broker.ConfirmCancels();
        await rig.StepAsync();

        // Sent anew at 22 s: 20 s is past, so it has until 30 s.
        world.Broker.Received.Should().HaveCount(2);
        var cancels = world.Broker.CancelsAsked.Count;
        await rig.StepAsync(7.9);
        world.Broker.CancelsAsked.Should().HaveCount(cancels);
        await rig.StepAsync(0.1);
        world.Broker.CancelsAsked.Should().HaveCount(cancels + 1);
    }

    [Fact]
    public async Task RejectedOrder_IsNotSentAgain()
    {
        var rig = await EngineRig.StartedAsync(world);
        world.Broker.Posts.Enqueue(PostScript.Refuse);

        var done = await Submit(rig, FakeDecision.Trade(A, Side.Buy, 100m, 100m));

        done.Orders.Should().ContainSingle().Which.Status.Should().Be(OrderStatus.Rejected);
        world.Broker.Received.Should().ContainSingle();
    }

    [Fact]
    public async Task OrderThatSomebodyElseCancels_IsNotSentAgain()
    {
        var rig = await EngineRig.StartedAsync(world);
        var submitting = Submit(rig, FakeDecision.Trade(A, Side.Buy, 100m, 100m));

        world.Broker.Cancel(world.Broker.Open(A).Id);
        await rig.StepAsync(1);

        (await submitting).Orders.Should().ContainSingle().Which.Status.Should().Be(OrderStatus.Cancelled);
        await rig.StepAsync(30);
        world.Broker.Received.Should().ContainSingle();
    }

    [Fact]
    public async Task TradeThatCrossesZero_OpensOnlyAfterItHasClosed()
    {
        world.Broker.Hold(A, 100m, 90m);
        var rig = await EngineRig.StartedAsync(world);
        var submitting = Submit(rig, FakeDecision.Trade(A, Side.Sell, 150m, 100m, borrow: true));

        await rig.StepAsync(1);
        world.Broker.Received.Select(r => r.Quantity).Should().Equal(100m);
        world.Broker.FillRest(A);
        await rig.StepAsync(1);
        world.Broker.Received.Select(r => r.Quantity).Should().Equal(100m, 50m);
        world.Broker.FillRest(A);
        await rig.StepAsync(1);

        (await submitting).Orders.Should().HaveCount(2);
        world.Fund.Positions[A].Position.Quantity.Should().Be(-50m);
    }

    [Fact]
    public async Task OpeningPart_IsNotSent_WhenTheClosingPartFails()
    {
        world.Broker.Hold(A, 100m, 90m);
        var rig = await EngineRig.StartedAsync(world);
        world.Broker.Posts.Enqueue(PostScript.Refuse);

        var done = await Submit(rig, FakeDecision.Trade(A, Side.Sell, 150m, 100m, borrow: true));

        done.Orders.Should().ContainSingle().Which.Status.Should().Be(OrderStatus.Rejected);
        done.Refused.Should().ContainSingle().Which.Reason.Should().Contain("closes the position");
        world.Broker.Received.Should().ContainSingle();
    }

    [Fact]
    public async Task Reductions_AreAnswered_BeforeAnythingThatAddsRiskIsSent()
    {
        world.Broker.Hold(B, 100m, 190m);
        var rig = await EngineRig.StartedAsync(world);
        List<(Symbol, int)> seen = [];
        world.Broker.Arriving = r => seen.Add((r.Symbol, world.Fund.Orders.Count(o => o.AnsweredAt is not null)));

        _ = Submit(
            rig,
            FakeDecision.Trade(A, Side.Buy, 10m, 100m),
            FakeDecision.Trade(B, Side.Sell, 10m, 200m, reduces: true)
        );

        seen.Should().Equal((B, 0), (A, 1));
    }

    [Fact]
    public async Task SessionsEnd_LeavesTheRestUnsent()
    {
        var rig = await EngineRig.StartedAsync(world);
        world.Pass(TimeSpan.FromHours(6) - TimeSpan.FromSeconds(5));
        await rig.StepAsync();
        var submitting = Submit(rig, FakeDecision.Trade(A, Side.Buy, 100m, 100m));

        world.Pass(TimeSpan.FromSeconds(5));
        world.Broker.Expire();
        await rig.StepAsync();

        (await submitting).Orders.Should().ContainSingle().Which.Status.Should().Be(OrderStatus.Expired);
        world.Broker.Received.Should().ContainSingle("market orders are sent in regular hours only");
    }

    [Fact]
    public async Task OrderWithoutAQuote_IsRefusedAndSaysSo()
    {
        var rig = await EngineRig.StartedAsync(world);
        world.Broker.Quotes.Remove(A);
        await rig.StepAsync(2);

        var done = await Submit(rig, FakeDecision.Trade(A, Side.Buy, 100m, 100m));

        done.Orders.Should().BeEmpty();
        done.Refused.Should().ContainSingle().Which.Check.Should().Be("priceCollar");
    }

    [Fact]
    public async Task CancelAll_EndsWhatIsWorked_AndNothingFollows()
    {
        var rig = await EngineRig.StartedAsync(world);
        var submitting = Submit(
            rig,
            FakeDecision.Trade(A, Side.Buy, 100m, 100m),
            FakeDecision.Trade(B, Side.Buy, 10m, 200m)
        );

        (await rig.Desk.CancelAllAsync("test", CancellationToken.None)).Should().Be(2);
        await rig.StepAsync(1);

        (await submitting).Orders.Should().OnlyContain(o => o.Status == OrderStatus.Cancelled);
        await rig.StepAsync(40);
        world.Broker.Received.Should().HaveCount(2);
    }

    [Fact]
    public async Task EstimateOfTheTrade_IsSharedByItsAttempts()
    {
        var rig = await EngineRig.StartedAsync(world);
        _ = Submit(rig, FakeDecision.Trade(A, Side.Buy, 100m, 100m));
        world.Broker.Fill(world.Broker.Open(A).Id, 75m);
        await rig.StepAsync(10);
        await rig.StepAsync();

        // 10 dollars for 100 shares: the second order is for the 25 left.
        world.Fund.Orders.Select(o => o.Intent.EstimatedCost).Should().Equal(10m, 2.5m);
    }

    private static Task<Submission> Submit(EngineRig rig, params PlannedTrade[] trades) =>
        rig.Desk.SubmitAsync(
            new TradePlan(new CycleId("c20260105-1000"), rig.World.Market.Now, 1_000_000m, trades),
            new HashSet<Symbol>(),
            CancellationToken.None
        );
}
