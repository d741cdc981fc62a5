using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Ledger;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.Views;
using QuantFund.Testing.Fakes;
using Xunit;

namespace QuantFund.Core.Tests.Fund;

public sealed class FundEngineTests
{
    private static readonly Symbol A = EngineWorld.A;

    private readonly EngineWorld world = new();

    [Fact]
    public async Task FirstContact_AdoptsTheBrokersBook()
    {
        world.Broker.Hold(A, 100m, 90m);

        var rig = await EngineRig.StartedAsync(world);

        rig.Engine.Reconciled.Should().BeTrue();
        world.Fund.Cash.Should().Be(1_000_000m);
        world.Fund.Positions[A].Should().Be(new LedgerPosition(new Position(A, 100m, 90m), null, EngineWorld.Morning));
        world.Fund.FactsOf<FundFact.Reconciled>().Should().ContainSingle();
    }

    [Fact]
    public async Task SecondEngine_DoesNotLead()
    {
        await EngineRig.StartedAsync(world);

        (await new EngineRig(world).Engine.StartAsync(CancellationToken.None)).Should().BeFalse();
    }

    [Fact]
    public async Task BrokerThatCantBeAsked_LeavesTheFundReconciling_UntilItCan()
    {
        var rig = await EngineRig.StartedAsync(world);
        world.Lease.Break();
        world.Broker.Down = true;
        var next = new EngineRig(world);

        (await next.Engine.StartAsync(CancellationToken.None)).Should().BeTrue("the host starts all the same");
        var step = () => next.Engine.TrackAsync(CancellationToken.None);
        await step.Should().ThrowAsync<BrokerUnavailableException>();
        next.Engine.Reconciled.Should().BeFalse();
        (await next.Runner.RunAsync(EngineWorld.Morning, CancellationToken.None)).Should().Be(SlotOutcome.Skipped);

        world.Broker.Down = false;
        await next.StepAsync();
        next.Engine.Reconciled.Should().BeTrue();
        rig.Engine.Reconciled.Should().BeTrue();
    }

    [Fact]
    public async Task FillsOfTheTimeItWasDown_AreTakenIn_BeforeAnythingElse()
    {
        var rig = await EngineRig.StartedAsync(world);
        rig.Decision.Plan = _ => [FakeDecision.Trade(A, Side.Buy, 100m, 100m)];
        _ = rig.Runner.RunAsync(EngineWorld.Morning, CancellationToken.None);
        rig.Kill.Kill();
        world.Lease.Break();
        world.Broker.FillRest(A);

        var next = await EngineRig.StartedAsync(world);

        next.Engine.Reconciled.Should().BeTrue();
        world.Fund.Positions[A].Position.Quantity.Should().Be(100m);
        world.Fund.Cash.Should().Be(world.Broker.Cash);
        world.Fund.State.State.Should().Be(TradingState.Active);
        world.Fund.FactsOf<FundFact.Reconciled>().Last().Fills.Should().Be(1);
    }

    [Fact]
    public async Task OrdersOfADeadProcess_AreCancelled_BeforeTheFundIsReconciled()
    {
        var rig = await EngineRig.StartedAsync(world);
        rig.Decision.Plan = _ => [FakeDecision.Trade(A, Side.Buy, 100m, 100m)];
        _ = rig.Runner.RunAsync(EngineWorld.Morning, CancellationToken.None);
        rig.Kill.Kill();
        world.Lease.Break();
        world.Broker.ConfirmsAtOnce = false;

        var next = await EngineRig.StartedAsync(world);
        next.Engine.Reconciled.Should().BeFalse();
        next.Engine.Pending.Should().Contain("being cancelled");
        world.Broker.ConfirmCancels();
        await next.StepAsync(1);

        next.Engine.Reconciled.Should().BeTrue();
        world.Broker.Orders.Should().ContainSingle().Which.Status.Should().Be(OrderStatus.Cancelled);
    }

    [Theory]
    [InlineData(0.01, TradingState.Active)]
    [InlineData(0.02, TradingState.ReduceOnly)]
    public async Task CashThatDiffersByMoreThanACent_ForcesReduceOnly(double difference, TradingState state)
    {
        await EngineRig.StartedAsync(world);
        world.Lease.Break();
        world.Broker.Cash += (decimal)difference;

        var next = await EngineRig.StartedAsync(world);
        await next.StepAsync();

        next.Engine.Reconciled.Should().BeTrue("the comparison is made, whatever it found");
        world.Fund.State.State.Should().Be(state);
        world.Fund.FactsOf<FundFact.DifferenceFound>().Count().Should().Be(state == TradingState.Active ? 0 : 1);
    }

    [Fact]
    public async Task PositionThatTheFundCantExplain_IsAlarmedOfOnce_WhileItRuns()
    {
        var rig = await EngineRig.StartedAsync(world);
        world.Broker.Hold(EngineWorld.B, 7m, 200m);

        for (var i = 0; i < 5; i++)
            await rig.Engine.CompareAsync(CancellationToken.None);

        world.Fund.State.State.Should().Be(TradingState.ReduceOnly);
        world
            .Fund.FactsOf<FundFact.DifferenceFound>()
            .Should()
            .ContainSingle()
            .Which.Should()
            .Be(new FundFact.DifferenceFound("position MSFT", "0", "7"));
    }

    [Fact]
    public async Task DifferenceThatIsGoneAtTheSecondLook_IsNone()
    {
        var rig = await EngineRig.StartedAsync(world);
        world.Broker.Cash += 5m;
        await rig.Engine.CompareAsync(CancellationToken.None);
        world.Broker.Cash -= 5m;
        await rig.Engine.CompareAsync(CancellationToken.None);
        world.Broker.Cash += 5m;
        await rig.Engine.CompareAsync(CancellationToken.None);

        world.Fund.State.State.Should().Be(TradingState.Active);
    }

    [Fact]
    public async Task OrderOfAStranger_IsAlarmedOf_AndLeftAlone()
    {
        var rig = await EngineRig.StartedAsync(world);
        world.Broker.Take(new OrderRequest(new ClientOrderId("by-hand"), A, Side.Buy, OrderType.Limit, 5m, 90m));

        await rig.StepAsync(31);

        world.Fund.State.State.Should().Be(TradingState.ReduceOnly);
        world.Fund.FactsOf<FundFact.DifferenceFound>().Should().ContainSingle().Which.What.Should().Be("order by-hand");
        world.Broker.CancelsAsked.Should().BeEmpty();
    }

    [Fact]
    public async Task Marks_AddUpToTheCent_AndTellEveryone()
    {
        world.Broker.Hold(A, 100m, 90m);
        var rig = await EngineRig.StartedAsync(world);
        FundView? view = null;
        using var heard = rig.Bus.Subscribe();
        _ = Listen();

        world.Broker.Quote(A, 101.005m);
        await rig.StepAsync(2);

        // 1,000,000 + 100·101.005 = 1,010,100.50; at the first mark it was 1,010,000.
        view!.Equity.Should().Be(1_010_100.50m);
        view.DayPnl.Should().Be(100.50m);
        view.TradingState.Should().Be(TradingState.Active);
        view.NextSlot.Should().Be(EngineWorld.Morning.AddMinutes(15));
        view.GrossExposure.Should().BeApproximately(10_100.5 / 1_010_100.5, 1e-12);

        async Task Listen()
        {
            await foreach (var e in heard.ReadAllAsync(CancellationToken.None))
                if (e.Data is FundFact.FundMarked marked)
                    view = marked.Fund;
        }
    }

    [Fact]
    public async Task EquityCurve_GetsAPointAMarketMinute()
    {
        var rig = await EngineRig.StartedAsync(world);
        for (var i = 0; i < 121; i++)
            await rig.StepAsync(1);

        world.Fund.Equity.Should().HaveCount(3);
        world.Fund.Equity.Should().OnlyContain(p => p.Equity == 1_000_000m);
    }

    [Fact]
    public async Task DaysEnd_WaitsUntilNothingIsOpen_ThenRollsTheMarks_AndLetsTimeGoOn()
    {
        world.Broker.Hold(A, 100m, 90m);
        var rig = await EngineRig.StartedAsync(world);
        (await rig.Engine.CloseDayAsync(CancellationToken.None)).Should().BeFalse("the session is on");
        world.Pass(TimeSpan.FromHours(6) - TimeSpan.FromSeconds(5));
        await rig.StepAsync();
        rig.Decision.Plan = _ => [FakeDecision.Trade(A, Side.Buy, 10m, 100m)];
        var cycle = rig.Runner.RunAsync(EngineWorld.Morning, CancellationToken.None);

        world.Pass(TimeSpan.FromSeconds(5));
        (await rig.Engine.CloseDayAsync(CancellationToken.None)).Should().BeFalse("a cycle still runs");
        world.Broker.Expire();
        world.Broker.Quote(A, 110m);
        await rig.StepAsync(2);
        await cycle;
        (await rig.Engine.CloseDayAsync(CancellationToken.None)).Should().BeTrue();
        (await rig.Engine.CloseDayAsync(CancellationToken.None)).Should().BeTrue();

        world.Pace.Closed.Should().Equal(new DateOnly(2026, 1, 5));
        // 1,000,000 + 100·110.
        world.Fund.Marks.Should().BeEquivalentTo(new { Day = new DateOnly(2026, 1, 6), DayOpen = 1_011_000m });
        world.Fund.Equity[^1].Equity.Should().Be(1_011_000m);
    }

    [Fact]
    public async Task NextDaysLoss_IsMeasuredFromTheCloseBefore()
    {
        world.Broker.Hold(A, 100m, 90m);
        var rig = await EngineRig.StartedAsync(world);
        world.Pass(TimeSpan.FromHours(6));
        await rig.StepAsync();
        await rig.Engine.CloseDayAsync(CancellationToken.None);

        world.Pass(TimeSpan.FromHours(18));
        world.Broker.Quote(A, 95m);
        await rig.StepAsync();

        var fund = rig.Marks.Latest!;
        fund.Marks.Day.Should().Be(new DateOnly(2026, 1, 6));
        (fund.Equity - fund.Marks.DayOpen).Should().Be(-500m);
    }
}
