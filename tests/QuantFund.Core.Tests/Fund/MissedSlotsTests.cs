using AwesomeAssertions;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.Views;
using QuantFund.Testing.Fakes;
using Xunit;

namespace QuantFund.Core.Tests.Fund;

public sealed class MissedSlotsTests
{
    private static readonly DateTimeOffset Slot = EngineWorld.Morning;

    private readonly EngineWorld world = new();

    [Fact]
    public async Task SlotsThatNobodyRan_GetASkippedRowEach_AndMoreThanOneAnAlarm()
    {
        var rig = await EngineRig.StartedAsync(world);
        await rig.Runner.RunAsync(Slot, CancellationToken.None);

        // The host sleeps from 10:00 to 10:50: 10:15 and 10:30 are over, 10:45 may still be run.
        world.Pass(TimeSpan.FromMinutes(50));
        await rig.Engine.CompareAsync(CancellationToken.None);
        await rig.Engine.CompareAsync(CancellationToken.None);

        var missed = world.Fund.Cycles.Skip(1).ToList();
        missed.Select(c => c.Slot).Should().Equal(Slot.AddMinutes(15), Slot.AddMinutes(30));
        missed.Should().OnlyContain(c => c.Status == CycleStatus.Skipped && c.Reason!.StartsWith("Missed: "));
        var fact = world.Fund.FactsOf<FundFact.SlotsMissed>().Should().ContainSingle().Subject;
        fact.Should().Be(new FundFact.SlotsMissed(2, Slot.AddMinutes(15), Slot.AddMinutes(30)));
        FundAlarm.Of(1, Slot, fact)!.Title.Should().Be("2 slots missed");
    }

    [Fact]
    public async Task SlotsMissedOneAfterTheOther_RaiseTheAlarm_ThoughTheirRowsAreWrittenOneByOne()
    {
        var rig = await EngineRig.StartedAsync(world);
        await rig.Runner.RunAsync(Slot, CancellationToken.None);

        world.Pass(TimeSpan.FromMinutes(30));
        await rig.Engine.CompareAsync(CancellationToken.None);
        world.Fund.FactsOf<FundFact.SlotsMissed>().Should().BeEmpty();
        world.Pass(TimeSpan.FromMinutes(15));
        await rig.Engine.CompareAsync(CancellationToken.None);

        world
            .Fund.FactsOf<FundFact.SlotsMissed>()
            .Should()
            .Equal(new FundFact.SlotsMissed(2, Slot.AddMinutes(15), Slot.AddMinutes(30)));
    }

    [Fact]
    public async Task SlotThatFoundItsStoreLocked_GetsItsRowLater_WithThatReason_AndOneIsNoAlarm()
    {
        var rig = await EngineRig.StartedAsync(world);
        await rig.Runner.RunAsync(Slot, CancellationToken.None);
        world.Pass(TimeSpan.FromMinutes(15));
        rig.Stores.Cycles.Full = true;
        var run = () => rig.Runner.RunAsync(Slot.AddMinutes(15), CancellationToken.None);
        await run.Should().ThrowAsync<IOException>();

        rig.Stores.Cycles.Full = false;
        world.Pass(TimeSpan.FromMinutes(15));
        await rig.Engine.CompareAsync(CancellationToken.None);

        world.Fund.Cycles.Should().HaveCount(2);
        world.Fund.Cycles[1].Reason.Should().Contain("The disk is full.");
        world.Fund.FactsOf<FundFact.SlotsMissed>().Should().BeEmpty();
    }

    [Fact]
    public async Task SlotsOfTheTimeThatTheProcessWasDown_AreFoundAtTheNextStart()
    {
        var rig = await EngineRig.StartedAsync(world);
        await rig.Runner.RunAsync(Slot, CancellationToken.None);
        world.Lease.Break();
        world.Pass(TimeSpan.FromHours(1));

        var next = await EngineRig.StartedAsync(world);
        await next.Engine.CompareAsync(CancellationToken.None);

        world
            .Fund.Cycles.Skip(1)
            .Select(c => c.Slot)
            .Should()
            .Equal(Slot.AddMinutes(15), Slot.AddMinutes(30), Slot.AddMinutes(45));
    }

    [Fact]
    public async Task FundThatHasNeverHadASlot_HasMissedNone()
    {
        var rig = await EngineRig.StartedAsync(world);

        await rig.Engine.CompareAsync(CancellationToken.None);

        world.Fund.Cycles.Should().BeEmpty();
    }
}
