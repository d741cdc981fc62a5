using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Engine;
using QuantFund.Core.Fund.Events;
using QuantFund.Testing.Fakes;
using Xunit;

namespace QuantFund.Core.Tests.Fund;

/// <summary>
/// 500,000 in cash beside 4,000 A at 100 (400,000) and −500 B at 200 (−100,000) is 800,000 of equity with a gross of
/// 500,000; a fall of A by x takes 4,000·x.
/// </summary>
public sealed class RiskActsTests
{
    private static readonly Symbol A = EngineWorld.A;
    private static readonly Symbol B = EngineWorld.B;

    private readonly EngineWorld world = new();

    public RiskActsTests()
    {
        world.Broker.Cash = 500_000m;
        world.Broker.Hold(A, 4_000m, 100m);
        world.Broker.Hold(B, -500m, 200m);
        world.Broker.FillAtOnce = 1m;
        // These tests are about the ladder; the day's loss would come first.
        world.Risk.MaxDayLossFraction = 0.9;
    }

    [Fact]
    public async Task FirstRung_Warns_AndSendsNothing()
    {
        var rig = await EngineRig.StartedAsync(world);

        // 5% of 800,000 is 40,000: A at 90.
        await FallTo(rig, 90.01m);
        world.Fund.FactsOf<FundFact.LadderStepped>().Should().BeEmpty();
        await FallTo(rig, 90m);

        world.Fund.FactsOf<FundFact.LadderStepped>().Should().ContainSingle().Which.Rung.Should().Be("first");
        world.Fund.State.State.Should().Be(TradingState.Active);
        world.Broker.Received.Should().BeEmpty();
    }

    [Fact]
    public async Task SecondRung_CutsGrossBy30Percent_OnBothSides_AndThenOnlyReduces()
    {
        var rig = await EngineRig.StartedAsync(world);

        // 8% of 800,000 is 64,000: A at 84, gross 336,000 + 100,000 = 436,000, to come down to 305,200.
        await FallTo(rig, 84m);
        await rig.StepAsync(1);
        await rig.StepAsync(1);

        world.Fund.State.State.Should().Be(TradingState.ReduceOnly);
        world.Fund.State.Until.Should().BeNull("it lasts until a person resumes");
        // 4,000·0.7 and −500·0.7 in whole shares.
        world.Fund.Positions[A].Position.Quantity.Should().Be(2_800m);
        world.Fund.Positions[B].Position.Quantity.Should().Be(-350m);
        world.Fund.Marks!.CutGrossTo.Should().BeNull("the cut is done");
        world.Broker.Received.Should().HaveCount(2).And.OnlyContain(r => r.ClientOrderId.Value.StartsWith('r'));
    }

    [Fact]
    public async Task EachRung_ActsOnce()
    {
        var rig = await EngineRig.StartedAsync(world);
        await FallTo(rig, 84m);
        for (var i = 0; i < 5; i++)
            await rig.StepAsync(1);
        await FallTo(rig, 85m);
        await FallTo(rig, 84m);
        await FallTo(rig, 84m);

        world.Broker.Received.Should().HaveCount(2);
        world.Fund.FactsOf<FundFact.LadderStepped>().Should().ContainSingle();
    }

    [Fact]
    public async Task ThirdRung_HalvesTheBook_ThenHalts()
    {
        var rig = await EngineRig.StartedAsync(world);

        // 10% of 800,000 is 80,000: A at 80. The deepest rung alone acts.
        await FallTo(rig, 80m);
        world.Fund.State.State.Should().Be(TradingState.ReduceOnly, "the cut comes before the halt");
        await rig.StepAsync(1);
        await rig.StepAsync(1);

        world.Fund.Positions[A].Position.Quantity.Should().Be(2_000m);
        world.Fund.Positions[B].Position.Quantity.Should().Be(-250m);
        world.Fund.State.State.Should().Be(TradingState.Halted);
        world.Fund.FactsOf<FundFact.LadderStepped>().Should().ContainSingle().Which.Rung.Should().Be("third");
    }

    [Fact]
    public async Task Ruin_ClosesEveryPosition_ThenHalts_WithAnAlarm()
    {
        var rig = await EngineRig.StartedAsync(world);

        // B at 2,000: 500,000 + 400,000 − 1,000,000 leaves −100,000.
        world.Pass(TimeSpan.FromSeconds(1));
        world.Broker.Quote(B, 2_000m);
        await rig.StepAsync();
        rig.Marks.Latest!.Equity.Should().BeNegative();
        double.IsNaN(rig.Marks.Latest.GrossFraction).Should().BeTrue("nothing is a fraction of no equity");
        world.Fund.State.State.Should().Be(TradingState.ReduceOnly, "the exits come before the halt");
        for (var i = 0; i < 4; i++)
            await rig.StepAsync(1);

        world.Fund.Positions.Values.Should().OnlyContain(p => p.Position.Quantity == 0m);
        world.Fund.State.State.Should().Be(TradingState.Halted);
        world.Fund.FactsOf<FundFact.LadderStepped>().Should().ContainSingle().Which.Rung.Should().Be(RiskActs.Ruin);
    }

    [Fact]
    public async Task RuinInTheMidstOfACut_TurnsItIntoExits()
    {
        var rig = await EngineRig.StartedAsync(world);
        world.Broker.FillAtOnce = 0m;
        await FallTo(rig, 80m);
        world.Fund.Marks!.CutGrossTo.Should().BePositive();

        world.Broker.FillAtOnce = 1m;
        world.Broker.Quote(B, 2_000m);
        for (var i = 0; i < 10; i++)
            await rig.StepAsync(1);

        world.Fund.Positions.Values.Should().OnlyContain(p => p.Position.Quantity == 0m);
        world.Fund.State.State.Should().Be(TradingState.Halted);
    }

    [Fact]
    public async Task Cut_CancelsWhatIsOpenFirst()
    {
        var rig = await EngineRig.StartedAsync(world);
        world.Broker.FillAtOnce = 0m;
        rig.Decision.Plan = _ => [FakeDecision.Trade(EngineWorld.C, Side.Buy, 100m, 50m)];
        var cycle = rig.Runner.RunAsync(EngineWorld.Morning, CancellationToken.None);
        world.Broker.FillAtOnce = 1m;

        await FallTo(rig, 84m);
        for (var i = 0; i < 4; i++)
            await rig.StepAsync(1);

        world.Broker.Orders[0].Status.Should().Be(OrderStatus.Cancelled);
        world.Fund.Positions.Should().NotContainKey(EngineWorld.C);
        world.Fund.Positions[A].Position.Quantity.Should().Be(2_800m);
        (await cycle).Should().Be(SlotOutcome.Ran);
    }

    [Fact]
    public async Task DayLoss_AllowsOnlyReductions_UntilTheSessionCloses()
    {
        world.Risk.MaxDayLossFraction = 0.03;
        var rig = await EngineRig.StartedAsync(world);

        // 3% of 800,000 is 24,000: A at 94.
        await FallTo(rig, 94.01m);
        world.Fund.State.State.Should().Be(TradingState.Active);
        await FallTo(rig, 94m);
        world.Fund.State.State.Should().Be(TradingState.ReduceOnly);
        world.Fund.State.Until.Should().Be(NyseCalendar.Instance.SessionAt(world.Market.Now)!.Close);

        await FallTo(rig, 100m);
        world.Fund.State.State.Should().Be(TradingState.ReduceOnly, "for the whole session");
        world.Pass(world.Fund.State.Until!.Value - world.Market.Now);
        await rig.StepAsync();
        world.Fund.State.State.Should().Be(TradingState.Active);
    }

    [Fact]
    public async Task DayLossAfterTheSecondRung_DoesNotSoftenIt()
    {
        var rig = await EngineRig.StartedAsync(world);
        await FallTo(rig, 84m);
        world.Risk.MaxDayLossFraction = 0.03;
        await FallTo(rig, 83.9m);

        world.Pass(TimeSpan.FromHours(7));
        await rig.StepAsync();

        world.Fund.State.State.Should().Be(TradingState.ReduceOnly);
    }

    [Fact]
    public async Task HighWaterMark_IsKeptAcrossARestart()
    {
        var rig = await EngineRig.StartedAsync(world);
        await FallTo(rig, 120m);
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await FallTo(rig, 120m);
        world.Lease.Break();

        var next = await EngineRig.StartedAsync(world);
        await FallTo(next, 110m);

        // 880,000 at the high, 840,000 now.
        next.Marks.Latest!.Marks.HighWaterMark.Should().Be(880_000m);
        next.Marks.Latest.Drawdown.Should().BeApproximately(40_000d / 880_000d, 1e-12);
    }

    [Fact]
    public async Task CutThatADyingProcessLeft_IsFinishedByTheNext_NotDoneTwice()
    {
        var rig = await EngineRig.StartedAsync(world);
        world.Broker.FillAtOnce = 0m;
        await FallTo(rig, 84m);
        // Half of the sale of A is filled, then the process dies.
        world.Broker.Fill(world.Broker.Open(A).Id, 600m);
        rig.Kill.Kill();
        world.Lease.Break();
        world.Broker.FillAtOnce = 1m;

        var next = await EngineRig.StartedAsync(world);
        for (var i = 0; i < 8; i++)
            await next.StepAsync(1);

        // Gross is at most 305,200 (within 0.5%) again, and far from a second cut's 213,640.
        var gross = next.Marks.Latest!.Gross;
        gross.Should().BeLessThanOrEqualTo(305_200m * 1.005m).And.BeGreaterThan(303_000m);
        world.Fund.FactsOf<FundFact.LadderStepped>().Should().ContainSingle();
        world.Fund.State.State.Should().Be(TradingState.ReduceOnly);
    }

    private async Task FallTo(EngineRig rig, decimal price)
    {
        world.Pass(TimeSpan.FromSeconds(1));
        world.Broker.Quote(A, price);
        await rig.StepAsync();
    }
}
