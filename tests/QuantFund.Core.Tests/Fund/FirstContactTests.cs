using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.PreTrade;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Events;
using QuantFund.Testing.Fakes;
using Xunit;

namespace QuantFund.Core.Tests.Fund;

public sealed class FirstContactTests
{
    private static readonly Symbol A = EngineWorld.A;

    private readonly EngineWorld world = new();

    [Fact]
    public async Task NewFund_AtABrokerThatHasNeverTradedForIt_BeginsActive_AndIsStored()
    {
        await StartAsync();

        world
            .Fund.State.Should()
            .Be(new StoredTradingState(TradingState.Active, "A new fund begins active.", "fund", EngineWorld.Morning));
        world.Fund.FactsOf<FundFact.DifferenceFound>().Should().BeEmpty();
    }

    [Theory]
    [InlineData("position")]
    [InlineData("order")]
    [InlineData("executions")]
    public async Task StoreThatWasLost_BesideABrokerThatKnowsTheFund_IsHalted_WithAnAlarm_UntilAPersonResumes(
        string past
    )
    {
        if (past == "position")
            world.Broker.Hold(A, 100m, 90m);
        else
            world.Broker.Take(new OrderRequest(new ClientOrderId("c-old"), A, Side.Buy, OrderType.Limit, 5m, 100m));
        if (past == "executions")
        {
            world.Broker.FillRest(A);
            world.Broker.Take(new OrderRequest(new ClientOrderId("c-old-2"), A, Side.Sell, OrderType.Limit, 5m, 100m));
            world.Broker.FillRest(A);
        }

        var rig = await StartAsync();

        world.Fund.State.State.Should().Be(TradingState.Halted);
        world.Fund.State.Reason.Should().Contain("store is new");
        world.Fund.FactsOf<FundFact.DifferenceFound>().First().What.Should().Be("the fund's store");
        var sent = world.Broker.Received.Count;
        rig.Decision.Plan = _ => [FakeDecision.Trade(A, Side.Buy, 10m, 100m)];
        (await rig.Runner.RunAsync(EngineWorld.Morning, CancellationToken.None)).Should().Be(SlotOutcome.Skipped);
        world.Broker.Received.Should().HaveCount(sent);

        await rig.Commands.ResumeAsync("looked", "me", CancellationToken.None);
        world.Fund.State.State.Should().Be(TradingState.Active);
    }

    [Fact]
    public async Task TradingState_ThatIsGoneFromAFundWithALedger_IsHalted_NeverActive()
    {
        await EngineRig.StartedAsync(world);
        world.Lease.Break();
        world.Fund.State = StoredTradingState.Missing;

        await StartAsync();

        world.Fund.State.State.Should().Be(TradingState.Halted);
        world.Fund.State.Reason.Should().Contain("lost");
        world.Fund.FactsOf<FundFact.DifferenceFound>().Should().ContainSingle().Which.What.Should().Be("trading state");
    }

    private async Task<EngineRig> StartAsync()
    {
        var rig = new EngineRig(world);
        (await rig.Engine.StartAsync(CancellationToken.None)).Should().BeTrue();
        for (var i = 0; i < 3; i++)
            await rig.StepAsync();
        return rig;
    }
}
