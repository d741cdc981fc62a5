using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Commands;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.Views;
using QuantFund.Testing.Fakes;
using Xunit;

namespace QuantFund.Core.Tests.Fund;

public sealed class ApprovalGateTests
{
    private static readonly Symbol A = EngineWorld.A;
    private static readonly Symbol B = EngineWorld.B;
    private static readonly DateTimeOffset Slot = EngineWorld.Morning;

    private readonly EngineWorld world = new();

    public ApprovalGateTests()
    {
        world.Options.Approval = "required";
        world.Broker.FillAtOnce = 1m;
    }

    [Fact]
    public async Task Approval_LetsThePlanGo_LessTheNamesLeftOut()
    {
        var (rig, running) = await WaitingAsync();
        world.Pace.IsHeld.Should().BeTrue("market time stands still while a person decides");
        world.Fund.Cycles[0].Status.Should().Be(CycleStatus.AwaitingApproval);
        world.Fund.Plans[world.Fund.Cycles[0].Id].ExpiresAt.Should().Be(world.Wall.GetUtcNow().AddMinutes(10));
        world.Broker.Received.Should().BeEmpty();
        world.Fund.FactsOf<FundFact.DebateScored>().Should().ContainSingle("who decides sees what this plan rests on");

        (await Decide(rig, approved: true, excluded: [B])).Should().Be(ApprovalAnswer.Done);
        world.Pace.IsHeld.Should().BeFalse();
        await rig.StepAsync(1);

        (await running).Should().Be(SlotOutcome.Ran);
        world.Broker.Received.Select(r => r.Symbol).Should().Equal(A);
        world.Fund.Cycles[0].Status.Should().Be(CycleStatus.Completed);
    }

    [Fact]
    public async Task Rejection_EndsTheCycle_WithTheReason()
    {
        var (rig, running) = await WaitingAsync();

        await Decide(rig, approved: false, reason: "earnings tonight");

        await running;
        world.Fund.Cycles[0].Status.Should().Be(CycleStatus.Rejected);
        world.Fund.Cycles[0].Reason.Should().Contain("earnings tonight");
        world.Broker.Received.Should().BeEmpty();
    }

    [Fact]
    public async Task Expiry_IsWallTime_ToTheMoment()
    {
        var (rig, running) = await WaitingAsync();

        world.Wall.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        running.IsCompleted.Should().BeFalse();
        world.Wall.Advance(TimeSpan.FromTicks(1));

        await running;
        world.Fund.Cycles[0].Status.Should().Be(CycleStatus.Expired);
        world.Pace.IsHeld.Should().BeFalse();
        (await Decide(rig, approved: true)).Should().Be(ApprovalAnswer.Expired);
        world.Broker.Received.Should().BeEmpty();
    }

    [Fact]
    public async Task WrongHash_IsStale_AndThePlanGoesOnWaiting()
    {
        var (rig, running) = await WaitingAsync();

        var answer = await rig.Stores.Approvals.DecideAsync(
            new ApprovalDecision(world.Fund.Cycles[0].Id, "0000", true, "me", null, []),
            CancellationToken.None
        );

        answer.Should().Be(ApprovalAnswer.Stale);
        running.IsCompleted.Should().BeFalse();
    }

    [Theory]
    // The band is 1% of the 100 that the plan was costed at.
    [InlineData(101.00, CycleStatus.Completed)]
    [InlineData(101.01, CycleStatus.Expired)]
    [InlineData(98.99, CycleStatus.Expired)]
    public async Task ApprovalOfPricesThatAreGone_IsNone(double price, CycleStatus status)
    {
        var (rig, running) = await WaitingAsync();
        world.Broker.Quote(A, (decimal)price);

        await Decide(rig, approved: true);
        await rig.StepAsync(1);
        await running;

        world.Fund.Cycles[0].Status.Should().Be(status);
        world.Broker.Received.Count.Should().Be(status == CycleStatus.Completed ? 2 : 0);
    }

    [Fact]
    public async Task NamesLeftOut_DontHoldUpTheRest_WhenOnlyTheirPricesMoved()
    {
        var (rig, running) = await WaitingAsync();
        world.Broker.Quote(B, 300m);

        await Decide(rig, approved: true, excluded: [B]);
        await rig.StepAsync(1);
        await running;

        world.Broker.Received.Select(r => r.Symbol).Should().Equal(A);
    }

    [Fact]
    public async Task Halt_EndsTheWait()
    {
        var (rig, running) = await WaitingAsync();

        await rig.Commands.HaltAsync(new HaltRequest("stop", "me", false, false), CancellationToken.None);

        await running;
        world.Fund.Cycles[0].Status.Should().Be(CycleStatus.Rejected);
        world.Fund.Cycles[0].Reason.Should().Contain("halted while the plan waited");
        world.Pace.IsHeld.Should().BeFalse();
    }

    [Fact]
    public async Task SlotsMeanwhile_AreSkipped_AndSaySo()
    {
        var (rig, _) = await WaitingAsync();

        world.Clock.Advance(TimeSpan.FromMinutes(15));
        (await rig.Runner.RunAsync(Slot.AddMinutes(15), CancellationToken.None)).Should().Be(SlotOutcome.Skipped);

        world.Fund.Cycles[1].Status.Should().Be(CycleStatus.Skipped);
        world.Fund.Cycles[1].Reason.Should().Be("c20260105-1000 waits for approval.");
    }

    [Theory]
    [InlineData("auto", false)]
    [InlineData("required", true)]
    // The plan turns over 100·100 + 10·200 = 12,000 of 1,000,000.
    [InlineData("above:0.012", false)]
    [InlineData("above:0.0119", true)]
    public async Task Policy_NamesThePlans_ThatAPersonIsAskedAbout(string policy, bool asks)
    {
        world.Options.Approval = policy;
        await WaitingAsync();

        (world.Fund.Cycles[0].Status == CycleStatus.AwaitingApproval).Should().Be(asks);
    }

    [Theory]
    [InlineData("above:")]
    [InlineData("above:-0.1")]
    [InlineData("above:0")]
    [InlineData("never")]
    [InlineData("")]
    public void Policy_ThatIsNone_IsRefusedWithTheKey(string policy) =>
        new FundOptions { Approval = policy }
            .Problems()
            .Should()
            .ContainSingle()
            .Which.Should()
            .StartWith("Fund:Approval");

    private async Task<(EngineRig Rig, Task<SlotOutcome> Running)> WaitingAsync()
    {
        var rig = await EngineRig.StartedAsync(world);
        rig.Decision.Plan = _ =>
            [FakeDecision.Trade(A, Side.Buy, 100m, 100m), FakeDecision.Trade(B, Side.Buy, 10m, 200m)];
        return (rig, rig.Runner.RunAsync(Slot, CancellationToken.None));
    }

    private Task<ApprovalAnswer> Decide(
        EngineRig rig,
        bool approved,
        string? reason = null,
        IReadOnlyList<Symbol>? excluded = null
    )
    {
        var cycle = world.Fund.Cycles[0];
        return rig.Stores.Approvals.DecideAsync(
            new ApprovalDecision(cycle.Id, world.Fund.Plans[cycle.Id].PlanHash, approved, "me", reason, excluded ?? []),
            CancellationToken.None
        );
    }
}
