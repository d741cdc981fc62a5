using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Fund.Commands;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.Views;
using QuantFund.Testing.Fakes;
using Xunit;

namespace QuantFund.Core.Tests.Fund;

public sealed class CycleRunnerTests
{
    private static readonly Symbol A = EngineWorld.A;
    private static readonly DateTimeOffset Slot = EngineWorld.Morning;

    private readonly EngineWorld world = new();

    [Fact]
    public async Task Slot_RunsOneCycle_HoweverOftenItIsFired()
    {
        var rig = await EngineRig.StartedAsync(world);

        (await Run(rig)).Should().Be(SlotOutcome.Ran);
        (await Run(rig)).Should().Be(SlotOutcome.Taken);

        rig.Decision.Asked.Should().ContainSingle();
        world.Fund.Cycles.Should().ContainSingle().Which.Id.Value.Should().Be("c20260105-1000");
    }

    [Fact]
    public async Task Plan_IsStored_BeforeItsFirstOrder()
    {
        var rig = await EngineRig.StartedAsync(world);
        rig.Decision.Plan = _ => [FakeDecision.Trade(A, Side.Buy, 10m, 100m)];
        var stored = false;
        world.Broker.Arriving = _ => stored = world.Fund.Plans.ContainsKey(new CycleId("c20260105-1000"));

        _ = Run(rig);

        stored.Should().BeTrue();
        world.Fund.Cycles[0].Status.Should().Be(CycleStatus.Executing);
    }

    [Fact]
    public async Task Cycle_IsAskedWithBookMemoryAndLadder()
    {
        world.Broker.Hold(A, 100m, 90m);
        var rig = await EngineRig.StartedAsync(world);

        await Run(rig);

        var asked = rig.Decision.Asked.Single();
        asked.Book.Equity.Should().Be(1_010_000m);
        asked.Ladder.HighWaterMark.Should().Be(1_010_000m);
        asked.Session.Date.Should().Be(new DateOnly(2026, 1, 5));
        asked.Preview.Should().BeFalse();
    }

    [Fact]
    public async Task Quotes_AreReadAnew_BeforeTheDecisionsMomentIsNamed()
    {
        var rig = await EngineRig.StartedAsync(world);
        var refreshed = 0;
        rig.Decision.Plan = _ =>
        {
            refreshed = rig.Ingestion.QuoteRefreshes;
            return [];
        };

        await Run(rig);

        refreshed.Should().Be(1);
    }

    [Fact]
    public async Task SlotWhileACycleRuns_IsSkipped_WithItsReason()
    {
        var rig = await EngineRig.StartedAsync(world);
        rig.Decision.Plan = _ => [FakeDecision.Trade(A, Side.Buy, 10m, 100m)];
        _ = Run(rig);

        world.Clock.Advance(TimeSpan.FromMinutes(15));
        (await rig.Runner.RunAsync(Slot.AddMinutes(15), CancellationToken.None)).Should().Be(SlotOutcome.Skipped);

        world.Fund.Cycles[1].Reason.Should().Be("c20260105-1000 is still running.");
        world.Fund.Cycles[1].FinishedAt.Should().NotBeNull();
    }

    [Fact]
    public async Task Slot_IsNotRunBeforeItsTime()
    {
        var rig = await EngineRig.StartedAsync(world);

        (await rig.Runner.RunAsync(Slot.AddTicks(1), CancellationToken.None)).Should().Be(SlotOutcome.Early);

        world.Fund.Cycles.Should().BeEmpty();
    }

    [Fact]
    public async Task RowOfACycle_ThatCouldNotBeWritten_IsWrittenOnceItCanBe()
    {
        var rig = await EngineRig.StartedAsync(world);
        rig.Decision.Plan = _ =>
        {
            rig.Stores.Cycles.Full = true;
            throw new IOException("The disk is full.");
        };
        await Run(rig).Awaiting(t => t).Should().ThrowAsync<IOException>();
        world.Fund.Cycles.Single().Status.Should().Be(CycleStatus.Running);

        rig.Stores.Cycles.Full = false;
        await rig.Engine.CompareAsync(CancellationToken.None);

        world.Fund.Cycles.Single().Status.Should().Be(CycleStatus.Failed);
    }

    [Fact]
    public async Task HaltedFund_SkipsItsSlots()
    {
        var rig = await EngineRig.StartedAsync(world);
        await rig.Stores.States.HaltAsync("test", "me", CancellationToken.None);

        (await Run(rig)).Should().Be(SlotOutcome.Skipped);

        world.Fund.Cycles[0].Status.Should().Be(CycleStatus.Skipped);
        rig.Decision.Asked.Should().BeEmpty();
    }

    [Fact]
    public async Task ProcessThatDoesNotLead_LeavesTheSlotAlone()
    {
        await EngineRig.StartedAsync(world);
        var second = new EngineRig(world);
        (await second.Engine.StartAsync(CancellationToken.None)).Should().BeFalse();

        (await Run(second)).Should().Be(SlotOutcome.NotLeading);

        world.Fund.Cycles.Should().BeEmpty();
    }

    [Fact]
    public async Task FailedDecision_EndsAsARow_AndTheNextSlotRuns()
    {
        var rig = await EngineRig.StartedAsync(world);
        rig.Decision.Plan = _ => throw new InvalidOperationException("a bug");

        (await Run(rig)).Should().Be(SlotOutcome.Ran);
        rig.Decision.Plan = _ => [];
        world.Clock.Advance(TimeSpan.FromMinutes(15));
        (await rig.Runner.RunAsync(Slot.AddMinutes(15), CancellationToken.None)).Should().Be(SlotOutcome.Ran);

        world.Fund.Cycles.Select(c => c.Status).Should().Equal(CycleStatus.Failed, CycleStatus.Completed);
        world.Fund.Cycles[0].Reason.Should().Be("costs: a bug");
        rig.Failures.Should().ContainSingle();
    }

    [Fact]
    public async Task ManualCycle_HasNoSlot_AndAnIdOfItsOwn()
    {
        var rig = await EngineRig.StartedAsync(world);

        var first = await rig.Commands.StartCycleAsync("me", CancellationToken.None);
        var second = await rig.Commands.StartCycleAsync("me", CancellationToken.None);

        first.Should().Be(new CycleStart.Started(new CycleId("c20260105-1000-m00-1")));
        second.Should().Be(new CycleStart.Started(new CycleId("c20260105-1000-m00-2")));
        world.Fund.Cycles.Should().OnlyContain(c => c.Slot == null && c.Status == CycleStatus.Completed);
    }

    [Fact]
    public async Task ManualCycle_IsRefused_WhileOneRuns_WhileHalted_AndWhileTheMarketIsClosed()
    {
        var rig = await EngineRig.StartedAsync(world);
        rig.Decision.Plan = _ => [FakeDecision.Trade(A, Side.Buy, 10m, 100m)];
        _ = Run(rig);
        (await Reason(rig)).Should().Contain("still running");

        world.Broker.FillRest(A);
        await rig.StepAsync(1);
        await rig.Stores.States.HaltAsync("test", "me", CancellationToken.None);
        (await Reason(rig)).Should().Contain("halted");

        await rig.Stores.States.ResumeAsync("test", "me", null, CancellationToken.None);
        world.Pass(TimeSpan.FromHours(8));
        (await Reason(rig)).Should().Contain("closed");
    }

    [Fact]
    public async Task SlotRuns_WhilePreviewsAreInTheMiddleOfTheirDecision()
    {
        var rig = await EngineRig.StartedAsync(world);
        using var letGo = new ManualResetEventSlim();
        using var inside = new CountdownEvent(2);
        rig.Decision.Plan = asked =>
        {
            if (!asked.Preview)
                return [FakeDecision.Trade(A, Side.Buy, 10m, 100m)];
            inside.Signal();
            letGo.Wait(TestContext.Current.CancellationToken);
            return [];
        };
        var previews = Enumerable
            .Range(0, 2)
            .Select(_ => Task.Run(() => rig.Commands.PreviewAsync(CancellationToken.None)))
            .ToList();
        inside.Wait(TestContext.Current.CancellationToken);

        _ = Run(rig);

        world.Broker.Received.Should().ContainSingle("no preview is in the way of the slot's orders");
        letGo.Set();
        await Task.WhenAll(previews);
    }

    [Fact]
    public async Task Preview_SendsAndStoresNothing()
    {
        var rig = await EngineRig.StartedAsync(world);
        rig.Decision.Plan = _ => [FakeDecision.Trade(A, Side.Buy, 10m, 100m)];

        var preview = await rig.Commands.PreviewAsync(CancellationToken.None);

        preview.Plan!.Trades.Should().ContainSingle().Which.Symbol.Should().Be(A);
        preview.Mode.Should().Be(FundMode.Hybrid);
        world.Fund.Cycles.Should().BeEmpty();
        world.Fund.Plans.Should().BeEmpty();
        world.Broker.Received.Should().BeEmpty();
    }

    [Fact]
    public async Task CyclesThatADeadProcessLeft_AreSettledAtStart()
    {
        world.Options.Approval = "required";
        var rig = await EngineRig.StartedAsync(world);
        rig.Decision.Plan = _ => [FakeDecision.Trade(A, Side.Buy, 10m, 100m)];
        _ = Run(rig);
        world.Fund.Cycles.Add(
            world.Fund.Cycles[0] with
            {
                Id = new CycleId("c20260105-0945"),
                Slot = null,
                Status = CycleStatus.Executing,
            }
        );
        rig.Kill.Kill();
        world.Lease.Break();

        await EngineRig.StartedAsync(world);

        world.Fund.Cycles.Select(c => c.Status).Should().Equal(CycleStatus.Expired, CycleStatus.Failed);
        world.Fund.Cycles.Should().OnlyContain(c => c.FinishedAt != null && c.Reason != null);
    }

    [Fact]
    public async Task Phases_AreToldAsTheyRun_AndTimedInTheRow()
    {
        var rig = await EngineRig.StartedAsync(world);
        var told = new List<string>();
        using var heard = rig.Bus.Subscribe();
        _ = Listen();

        await Run(rig);

        told.Should().Equal("costs:False", "costs:True");
        world.Fund.Cycles[0].Timings.Should().ContainKey("costs");
        world.Fund.FactsOf<FundFact.DebateScored>().Should().ContainSingle();

        async Task Listen()
        {
            await foreach (var e in heard.ReadAllAsync(CancellationToken.None))
                if (e.Data is FundFact.PhaseMoved moved)
                    told.Add($"{moved.Phase.Phase}:{moved.Phase.Finished}");
        }
    }

    private static Task<SlotOutcome> Run(EngineRig rig) => rig.Runner.RunAsync(Slot, CancellationToken.None);

    private static async Task<string> Reason(EngineRig rig) =>
        (await rig.Commands.StartCycleAsync("me", CancellationToken.None))
            .Should()
            .BeOfType<CycleStart.Refused>()
            .Which.Reason;
}
