using AwesomeAssertions;
using QuantFund.Core.Costs;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution;
using QuantFund.Core.Execution.Broker;
using QuantFund.Testing.Fakes;
using Xunit;

namespace QuantFund.Core.Tests.Execution;

/// <summary>A POST is made once; when its answer says nothing, only a look-up by client order id settles the order.</summary>
public sealed class AmbiguousPostTests
{
    private static readonly Symbol A = EngineWorld.A;

    private readonly EngineWorld world = new();

    [Fact]
    public async Task LostAnswer_IsSettledByLookUp_AndTheOrderWorkedOn()
    {
        var rig = await EngineRig.StartedAsync(world);
        world.Broker.Posts.Enqueue(PostScript.LoseAnswer);
        var submitting = Submit(rig);
        world.Fund.Orders.Should().ContainSingle().Which.Status.Should().Be(OrderStatus.Unknown);

        await rig.StepAsync(1);
        world.Fund.Orders[0].Status.Should().Be(OrderStatus.Accepted);
        world.Broker.FillRest(A);
        await rig.StepAsync(1);

        (await submitting).Orders.Should().ContainSingle().Which.FilledQuantity.Should().Be(100m);
        world.Broker.Received.Should().ContainSingle();
    }

    [Fact]
    public async Task LostAnswer_OfAnOrderFilledMeanwhile_LosesNoFill()
    {
        var rig = await EngineRig.StartedAsync(world);
        world.Broker.FillAtOnce = 1m;
        world.Broker.Posts.Enqueue(PostScript.LoseAnswer);
        var submitting = Submit(rig);

        await rig.StepAsync(1);

        (await submitting).Orders.Should().ContainSingle().Which.Status.Should().Be(OrderStatus.Filled);
        world.Fund.Positions[A].Position.Quantity.Should().Be(100m);
        world.Fund.Cash.Should().Be(world.Broker.Cash);
    }

    [Fact]
    public async Task LostOrder_IsBelievedLost_OnlyAfterThePermitsEndAndTheGrace()
    {
        var rig = await EngineRig.StartedAsync(world);
        world.Broker.Posts.Enqueue(PostScript.LoseOrder);
        var submitting = Submit(rig);

        // Permit 2 s and grace 5 s.
        await rig.StepAsync(6.999);
        world.Fund.Orders.Should().ContainSingle().Which.Status.Should().Be(OrderStatus.Unknown);
        await rig.StepAsync(0.001);

        var order = (await submitting).Orders.Should().ContainSingle().Which;
        order.Status.Should().Be(OrderStatus.Cancelled);
        order.Reason.Should().Contain("never arrived");
        await rig.StepAsync(60);
        world.Broker.Received.Should().BeEmpty("what may have been sent is not sent a second time");
    }

    [Fact]
    public async Task OrderThatTurnsUpAfterAll_IsCancelled_AndAlarmed()
    {
        var rig = await EngineRig.StartedAsync(world);
        world.Broker.Posts.Enqueue(PostScript.LoseOrder);
        _ = Submit(rig);
        await rig.StepAsync(7);

        world.Broker.Take(world.Fund.Orders[0].Intent.ToRequest());
        await rig.StepAsync(6);

        world.Broker.Orders.Should().ContainSingle().Which.Status.Should().Be(OrderStatus.Cancelled);
        world.Fund.State.State.Should().Be(TradingState.ReduceOnly);
        world.Fund.FactsOf<Core.Fund.Events.FundFact.DifferenceFound>().Should().ContainSingle();
    }

    [Fact]
    public async Task HangingPost_IsGivenUp_WhenThePermitEnds_AndFoundAgain()
    {
        var rig = await EngineRig.StartedAsync(world);
        world.Broker.Posts.Enqueue(PostScript.ArriveAndHang);
        var submitting = Submit(rig);
        world.Fund.Orders[0].Status.Should().Be(OrderStatus.Intended);

        world.Wall.Advance(TimeSpan.FromSeconds(1.999));
        world.Fund.Orders[0].Status.Should().Be(OrderStatus.Intended);
        world.Wall.Advance(TimeSpan.FromSeconds(0.001));
        world.Fund.Orders[0].Status.Should().Be(OrderStatus.Unknown);

        await rig.StepAsync(1);
        world.Fund.Orders[0].Status.Should().Be(OrderStatus.Accepted);
        world.Broker.FillRest(A);
        await rig.StepAsync(1);
        (await submitting).Orders.Should().ContainSingle();
    }

    [Fact]
    public async Task DuplicateRefusal_MeansThatItDidArrive()
    {
        var rig = await EngineRig.StartedAsync(world);
        world.Broker.Take(
            new OrderRequest(new ClientOrderId("c20260105-1000-AAPL-0-0"), A, Side.Buy, OrderType.Limit, 100m, 100.01m)
        );
        var submitting = Submit(rig);

        await rig.StepAsync(1);
        world.Fund.Orders.Should().ContainSingle().Which.Status.Should().Be(OrderStatus.Accepted);
        world.Broker.FillRest(A);
        await rig.StepAsync(1);

        (await submitting).Orders.Should().ContainSingle().Which.FilledQuantity.Should().Be(100m);
    }

    [Theory]
    [InlineData(1.999, true)]
    [InlineData(2.0, false)]
    public async Task Permit_IsVoidTwoSecondsAfterItIsGranted(double waited, bool leaves)
    {
        var rig = await EngineRig.StartedAsync(world);
        var slow = true;
        rig.Stores.Orders.Permitted = _ =>
        {
            if (slow)
                world.Wall.Advance(TimeSpan.FromSeconds(waited));
            slow = false;
        };

        _ = Submit(rig);

        var first = world.Fund.Orders[0];
        world.Broker.Received.Exists(r => r.ClientOrderId == first.Id).Should().Be(leaves);
        first.Status.Should().Be(leaves ? OrderStatus.Accepted : OrderStatus.Cancelled);
        // What certainly never left goes again, under the next name.
        world.Broker.Received.Should().ContainSingle();
    }

    private static Task<Submission> Submit(EngineRig rig) =>
        rig.Desk.SubmitAsync(
            new TradePlan(
                new CycleId("c20260105-1000"),
                rig.World.Market.Now,
                1_000_000m,
                [FakeDecision.Trade(A, Side.Buy, 100m, 100m)]
            ),
            new HashSet<Symbol>(),
            CancellationToken.None
        );
}
