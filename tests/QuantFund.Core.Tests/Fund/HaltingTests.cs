using AwesomeAssertions;
using QuantFund.Core.Costs;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Execution.PreTrade;
using QuantFund.Core.Fund.Commands;
using QuantFund.Core.Fund.Events;
using QuantFund.Testing.Fakes;
using Xunit;

namespace QuantFund.Core.Tests.Fund;

public sealed class HaltingTests
{
    private static readonly Symbol A = EngineWorld.A;
    private static readonly Symbol B = EngineWorld.B;

    private readonly EngineWorld world = new();

    [Fact]
    public async Task Halt_WithNothingOutstanding_ReturnsAtOnce_AndIsStored()
    {
        var rig = await EngineRig.StartedAsync(world);

        var report = await Halt(rig);

        report.Should().Be(new HaltReport(TradingState.Halted, EngineWorld.Morning, 0, 0, "test"));
        world.Fund.State.Reason.Should().Be("test");
    }

    [Fact]
    public async Task AfterAHalt_NoOrderLeaves_NotEvenAReduction()
    {
        world.Broker.Hold(B, 100m, 190m);
        var rig = await EngineRig.StartedAsync(world);
        await Halt(rig);

        var done = await Submit(
            rig,
            FakeDecision.Trade(A, Side.Buy, 10m, 100m),
            FakeDecision.Trade(B, Side.Sell, 10m, 200m, reduces: true)
        );

        done.Refused.Should().HaveCount(2).And.OnlyContain(r => r.Check == "tradingState");
        world.Broker.Received.Should().BeEmpty();
    }

    [Fact]
    public async Task Halt_WaitsForAnOutstandingPermit_AndCountsTheOrderThatLeft()
    {
        var rig = await EngineRig.StartedAsync(world);
        world.Broker.Posts.Enqueue(PostScript.ArriveAndHang);
        _ = Submit(rig, FakeDecision.Trade(A, Side.Buy, 10m, 100m));

        var halting = Halt(rig);
        world.Fund.State.State.Should().Be(TradingState.Halted, "the state is committed first");
        world.Wall.Advance(TimeSpan.FromSeconds(1.999));
        halting.IsCompleted.Should().BeFalse("the POST may still be answered");

        // The permit ends at 2 s: the sender gives the POST up as ambiguous, which is an answer.
        world.Wall.Advance(TimeSpan.FromSeconds(0.001));
        (await halting).OrdersLeftAfterRequest.Should().Be(1);
    }

    [Fact]
    public async Task Halt_DoesNotCountAPermit_ThatWasNeverUsed()
    {
        var rig = await EngineRig.StartedAsync(world);
        Task<HaltReport>? halting = null;
        rig.Stores.Orders.Permitted = _ =>
        {
            // The sender is held up between permit and POST for the permit's whole life, and the halt comes meanwhile.
            halting = Halt(rig);
            world.Wall.Advance(TimeSpan.FromSeconds(2));
        };

        _ = Submit(rig, FakeDecision.Trade(A, Side.Buy, 10m, 100m));

        (await halting!).OrdersLeftAfterRequest.Should().Be(0);
        world.Broker.Received.Should().BeEmpty();
    }

    [Fact]
    public async Task Halt_CountsTheOrder_ThatLeftOnItsPermitAfterTheRequest()
    {
        var rig = await EngineRig.StartedAsync(world);
        Task<HaltReport>? halting = null;
        rig.Stores.Orders.Permitted = order =>
        {
            rig.Stores.Orders.Permitted = null;
            halting = Halt(rig);
        };

        _ = Submit(rig, FakeDecision.Trade(A, Side.Buy, 10m, 100m), FakeDecision.Trade(B, Side.Buy, 10m, 200m));

        var report = await halting!;
        report.OrdersLeftAfterRequest.Should().Be(1, "the first had its permit, the second asked after the halt");
        report.OpenOrders.Should().Be(1);
        world.Broker.Received.Select(r => r.Symbol).Should().Equal(A);
    }

    [Fact]
    public async Task Halt_FromAnotherProcess_EndsWithADeadEnginesPermit_AndCountsItAsLeft()
    {
        var kill = new KillSwitch();
        var dying = new EngineRig(world, kill);
        await dying.Engine.StartAsync(CancellationToken.None);
        await dying.StepAsync();
        dying.Stores.Orders.Permitted = _ => kill.Kill();
        await Submit(dying, FakeDecision.Trade(A, Side.Buy, 10m, 100m))
            .Awaiting(t => t)
            .Should()
            .ThrowAsync<ProcessKilledException>();

        var other = new EngineRig(world);
        var halting = other.Halting.HaltAsync("from outside", "cli", CancellationToken.None);
        world.Wall.Advance(IOrderStore.PermitLife);
        halting.IsCompleted.Should().BeFalse("a living sender would have its last word now");
        world.Wall.Advance(Halting.LastWord);

        // Nobody can tell whether the dead process had sent it: it counts.
        (await halting)
            .OrdersLeft.Should()
            .Be(1);
    }

    [Fact]
    public async Task Halt_WithCancel_WaitsUntilTheBrokerConfirms()
    {
        var rig = await EngineRig.StartedAsync(world);
        world.Broker.ConfirmsAtOnce = false;
        _ = Submit(rig, FakeDecision.Trade(A, Side.Buy, 10m, 100m));

        var halting = rig.Commands.HaltAsync(
            new HaltRequest("test", "me", CancelOrders: true, Flatten: false),
            CancellationToken.None
        );
        halting.IsCompleted.Should().BeFalse();
        world.Broker.ConfirmCancels();
        world.Wall.Advance(TimeSpan.FromSeconds(1));

        (await halting).OpenOrders.Should().Be(0);
        world.Broker.Orders.Should().OnlyContain(o => o.Status == OrderStatus.Cancelled);
    }

    [Fact]
    public async Task Halt_WithCancel_SaysWhatIsStillOpen_WhenTheBrokerDoesNotAnswer()
    {
        var rig = await EngineRig.StartedAsync(world);
        _ = Submit(rig, FakeDecision.Trade(A, Side.Buy, 10m, 100m));
        world.Broker.Down = true;

        var report = await rig.Commands.HaltAsync(
            new HaltRequest("test", "me", CancelOrders: true, Flatten: false),
            CancellationToken.None
        );

        report.TradingState.Should().Be(TradingState.Halted);
        report.OpenOrders.Should().Be(1);
    }

    [Fact]
    public async Task Halt_HoldsAcrossARestart_UntilAPersonResumes()
    {
        var rig = await EngineRig.StartedAsync(world);
        await Halt(rig);
        world.Lease.Break();

        var next = await EngineRig.StartedAsync(world);
        world.Fund.State.State.Should().Be(TradingState.Halted);
        (await Submit(next, FakeDecision.Trade(A, Side.Buy, 10m, 100m))).Refused.Should().ContainSingle();

        await next.Commands.ResumeAsync("all clear", "me", CancellationToken.None);
        world.Fund.State.State.Should().Be(TradingState.Active);
        _ = Submit(next, FakeDecision.Trade(A, Side.Buy, 10m, 100m), id: "c20260105-1015");
        world.Broker.Received.Should().ContainSingle();
    }

    [Fact]
    public async Task Resume_StartsANewHighWaterMark_AndKeepsTheOldOne()
    {
        world.Broker.Hold(A, 1_000m, 100m);
        world.Broker.Cash = 900_000m;
        var rig = await EngineRig.StartedAsync(world);
        world.Broker.Quote(A, 80m);
        await rig.StepAsync(2);
        await Halt(rig);

        await rig.Commands.ResumeAsync("all clear", "me", CancellationToken.None);

        // 900,000 + 1,000·100 at first, 1,000·80 now.
        world.Fund.Marks!.HighWaterMark.Should().Be(980_000m);
        world.Fund.Marks.PreviousHighWaterMark.Should().Be(1_000_000m);
        world.Fund.FactsOf<FundFact.HighWaterMarkReset>().Should().ContainSingle();
        await rig.StepAsync(2);
        rig.Marks.Latest!.Drawdown.Should().Be(0);
    }

    [Fact]
    public async Task Flatten_ClosesTheBook_ThenHalts()
    {
        world.Broker.Hold(A, 100m, 100m);
        world.Broker.Hold(B, -50m, 200m);
        var rig = await EngineRig.StartedAsync(world);
        _ = Submit(rig, FakeDecision.Trade(A, Side.Buy, 10m, 100m));

        var report = await rig.Commands.HaltAsync(
            new HaltRequest("out", "me", true, Flatten: true),
            CancellationToken.None
        );
        report.Should().Be(new HaltReport(TradingState.ReduceOnly, null, 0, 1, "out"));
        world.Broker.FillAtOnce = 1m;
        for (var i = 0; i < 6; i++)
            await rig.StepAsync(1);

        world.Broker.Positions.Should().BeEmpty();
        world.Fund.State.State.Should().Be(TradingState.Halted);
        world.Fund.State.Reason.Should().Be("out (flat)");
        world.Broker.Orders.Single(o => o.Side == Side.Buy && o.Symbol == A).Status.Should().Be(OrderStatus.Cancelled);
        world.Broker.Received.Skip(1).Should().OnlyContain(r => r.ClientOrderId.Value.StartsWith('f'));
    }

    [Fact]
    public async Task Flatten_ThatIsNotDoneByItsDeadline_HaltsAllTheSame()
    {
        world.Broker.Hold(A, 100m, 100m);
        var rig = await EngineRig.StartedAsync(world);
        await rig.Commands.HaltAsync(new HaltRequest("out", "me", true, Flatten: true), CancellationToken.None);

        await rig.StepAsync(299);
        world.Fund.State.State.Should().Be(TradingState.ReduceOnly);
        await rig.StepAsync(1);

        world.Fund.State.State.Should().Be(TradingState.Halted);
        world.Fund.State.Reason.Should().Contain("not flat by the deadline");
        await rig.StepAsync(1);
        world.Broker.Orders.Should().OnlyContain(o => o.Status == OrderStatus.Cancelled);
    }

    [Fact]
    public async Task Flatten_GoesOnAfterARestart()
    {
        world.Broker.Hold(A, 100m, 100m);
        var rig = await EngineRig.StartedAsync(world);
        await rig.Commands.HaltAsync(new HaltRequest("out", "me", true, Flatten: true), CancellationToken.None);
        rig.Kill.Kill();
        world.Lease.Break();
        world.Broker.FillAtOnce = 1m;

        var next = await EngineRig.StartedAsync(world);
        for (var i = 0; i < 6; i++)
            await next.StepAsync(1);

        world.Broker.Positions.Should().BeEmpty();
        world.Fund.State.State.Should().Be(TradingState.Halted);
    }

    [Fact]
    public async Task Flatten_OfAHaltedFund_OpensTheFlattening_AndEndsHalted()
    {
        world.Broker.Hold(A, 100m, 100m);
        var rig = await EngineRig.StartedAsync(world);
        await Halt(rig);

        var report = await rig.Commands.HaltAsync(
            new HaltRequest("out", "me", true, Flatten: true),
            CancellationToken.None
        );
        report.TradingState.Should().Be(TradingState.ReduceOnly);
        var added = await Submit(rig, FakeDecision.Trade(B, Side.Buy, 10m, 200m));
        added.Refused.Should().ContainSingle().Which.Check.Should().Be("tradingState");
        world.Broker.FillAtOnce = 1m;
        for (var i = 0; i < 6; i++)
            await rig.StepAsync(1);

        world.Broker.Positions.Should().BeEmpty();
        world.Broker.Received.Should().OnlyContain(r => r.Side == Side.Sell && r.Symbol == A);
        world.Fund.State.State.Should().Be(TradingState.Halted);
    }

    [Fact]
    public async Task Halt_WhileTheStoreIsLocked_StopsTheDeskAtOnce_SaysSo_AndIsStoredOnceItCanBe()
    {
        var rig = await EngineRig.StartedAsync(world);
        var locked = new TaskCompletionSource();
        rig.Stores.States.Locked = locked.Task;

        var halting = Halt(rig);
        var meanwhile = await Submit(rig, FakeDecision.Trade(A, Side.Buy, 10m, 100m));
        meanwhile.Refused.Should().ContainSingle().Which.Check.Should().Be("tradingState");
        world.Wall.Advance(Halting.AnswerWithin);
        (await halting.Awaiting(t => t).Should().ThrowAsync<HaltNotStoredException>())
            .Which.Message.Should()
            .Contain("not stored yet")
            .And.Contain("sends no order from now on");
        world.Fund.State.State.Should().Be(TradingState.Active);
        (await Submit(rig, FakeDecision.Trade(A, Side.Buy, 10m, 100m), id: "c20260105-1015")).Orders.Should().BeEmpty();

        locked.SetException(new IOException("database is locked"));
        rig.Stores.States.Locked = null;
        world.Wall.Advance(TimeSpan.FromSeconds(1));

        world.Fund.State.State.Should().Be(TradingState.Halted);
        world.Fund.State.Reason.Should().Be("test");
        rig.Heard.Reason.Should().BeNull("the stored state counts now");
        world.Broker.Received.Should().BeEmpty();
    }

    [Fact]
    public async Task Halt_WhileTheStoreIsLocked_CancelsWhatIsOpen_AndNothingIsRepriced()
    {
        var rig = await EngineRig.StartedAsync(world);
        _ = Submit(rig, FakeDecision.Trade(A, Side.Buy, 10m, 100m));
        rig.Stores.States.Locked = new TaskCompletionSource().Task;
        var halting = rig.Commands.HaltAsync(
            new HaltRequest("out", "me", true, Flatten: false),
            CancellationToken.None
        );
        world.Wall.Advance(Halting.AnswerWithin);
        await halting.Awaiting(t => t).Should().ThrowAsync<HaltNotStoredException>();

        for (var i = 0; i < 40; i++)
            await rig.StepAsync(1);

        world.Broker.Received.Should().ContainSingle();
        world.Broker.Orders.Should().OnlyContain(o => o.Status == OrderStatus.Cancelled);
    }

    [Fact]
    public async Task Halt_InAProcessThatDoesNotLead_SaysThatNothingIsHalted_WhileTheStoreIsAway()
    {
        await EngineRig.StartedAsync(world);
        var standby = new EngineRig(world);
        standby.Stores.States.Locked = new TaskCompletionSource().Task;

        var halting = Halt(standby);
        world.Wall.Advance(Halting.AnswerWithin);

        (await halting.Awaiting(t => t).Should().ThrowAsync<HaltNotStoredException>())
            .Which.Message.Should()
            .Contain("nothing is halted yet");
    }

    [Fact]
    public async Task Halt_EndsInTime_ThoughTheWallClockIsSetBack()
    {
        var rig = await EngineRig.StartedAsync(world);
        await rig.Stores.Orders.PermitAsync(
            new OrderIntent(
                new ClientOrderId("c-dead"),
                OrderOrigin.Cycle,
                null,
                A,
                Side.Buy,
                OrderType.Limit,
                1m,
                100m,
                0,
                0,
                false,
                0m,
                100m,
                world.Market.Now
            ),
            _ => new PreTradeVerdict.Allowed(),
            CancellationToken.None
        );
        using var halting = new Halting(rig.Stores.States, rig.Stores.Orders, rig.Bus, new SetBack(world.Wall));

        var halt = halting.HaltAsync("test", "me", CancellationToken.None);
        world.Wall.Advance(Halting.AnswerWithin);

        (await halt).OrdersLeft.Should().Be(1);
    }

    /// <summary>A wall clock that was set back by an hour; its timers and its stopwatch go on.</summary>
    private sealed class SetBack(TimeProvider inner) : TimeProvider
    {
        public override long TimestampFrequency => inner.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() - TimeSpan.FromHours(1);

        public override long GetTimestamp() => inner.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            inner.CreateTimer(callback, state, dueTime, period);
    }

    private static Task<HaltReport> Halt(EngineRig rig) =>
        rig.Commands.HaltAsync(
            new HaltRequest("test", "me", CancelOrders: false, Flatten: false),
            CancellationToken.None
        );

    private static Task<Submission> Submit(EngineRig rig, params PlannedTrade[] trades) =>
        Submit(rig, "c20260105-1000", trades);

    private static Task<Submission> Submit(EngineRig rig, PlannedTrade trade, string id) => Submit(rig, id, [trade]);

    private static Task<Submission> Submit(EngineRig rig, string id, PlannedTrade[] trades) =>
        rig.Desk.SubmitAsync(
            new TradePlan(new CycleId(id), rig.World.Market.Now, 1_000_000m, trades),
            new HashSet<Symbol>(),
            CancellationToken.None
        );
}
