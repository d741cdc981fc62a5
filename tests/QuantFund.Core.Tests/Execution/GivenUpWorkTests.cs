using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.Views;
using QuantFund.Testing.Fakes;
using Xunit;

namespace QuantFund.Core.Tests.Execution;

/// <summary>Work belongs to whoever asked for it: with a cycle that failed or was stopped, nothing of its plan leaves any more.</summary>
public sealed class GivenUpWorkTests
{
    private static readonly Symbol A = EngineWorld.A;
    private static readonly Symbol B = EngineWorld.B;
    private static readonly Symbol C = EngineWorld.C;

    private readonly EngineWorld world = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CycleThatFailsInMidExecution_SendsNothingMore_AndWhatIsOutIsCancelled(bool afterThePost)
    {
        world.Execution.Parallel = 1;
        var rig = await EngineRig.StartedAsync(world);
        rig.Decision.Plan = _ =>
            [
                FakeDecision.Trade(A, Side.Buy, 10m, 100m),
                FakeDecision.Trade(B, Side.Buy, 10m, 200m),
                FakeDecision.Trade(C, Side.Buy, 10m, 50m),
            ];
        if (afterThePost)
            rig.Stores.Orders.Answering = _ => throw new IOException("The disk is full.");
        else
            rig.Stores.Orders.Permitting = i => FullFor(i.Symbol);

        await rig.Runner.RunAsync(EngineWorld.Morning, CancellationToken.None);
        world.Fund.Cycles.Single().Status.Should().Be(CycleStatus.Failed);
        rig.Stores.Orders.Permitting = null;
        rig.Stores.Orders.Answering = null;
        var sent = world.Broker.Received.Count;
        for (var i = 0; i < 60; i++)
            await rig.StepAsync(1);

        sent.Should().Be(1);
        world.Broker.Received.Should().HaveCount(1, "there is room again, but whoever asked for the rest is gone");
        world.Broker.Orders.Should().OnlyContain(o => o.Status == OrderStatus.Cancelled);
        world.Fund.Orders.Should().OnlyContain(o => !o.IsOpen);

        static void FullFor(Symbol symbol)
        {
            if (symbol != A)
                throw new IOException("The disk is full.");
        }
    }

    [Fact]
    public async Task CycleThatIsStopped_SendsNothingMore_AndWhatIsOutIsCancelled()
    {
        var rig = await EngineRig.StartedAsync(world);
        rig.Decision.Plan = _ => [FakeDecision.Trade(A, Side.Buy, 10m, 100m)];
        using var stop = new CancellationTokenSource();
        var cycle = rig.Runner.RunAsync(EngineWorld.Morning, stop.Token);

        await stop.CancelAsync();
        await cycle;
        for (var i = 0; i < 40; i++)
            await rig.StepAsync(1);

        world.Broker.Received.Should().ContainSingle();
        world.Broker.Orders.Single().Status.Should().Be(OrderStatus.Cancelled);
    }

    [Fact]
    public async Task LeadThatIsLost_EndsTheCycle_AndItsWorkIsNotTakenUpWhenTheLeadIsBack()
    {
        var rig = await EngineRig.StartedAsync(world);
        rig.Decision.Plan = _ => [FakeDecision.Trade(A, Side.Buy, 10m, 100m)];
        var cycle = rig.Runner.RunAsync(EngineWorld.Morning, CancellationToken.None);

        await rig.Engine.DisposeAsync();
        await cycle;
        world.Fund.Cycles.Single().Reason.Should().Be("The lead was lost before the cycle's end.");
        await rig.Engine.StartAsync(CancellationToken.None);
        for (var i = 0; i < 40; i++)
            await rig.StepAsync(1);

        rig.Engine.Reconciled.Should().BeTrue();
        world.Broker.Received.Should().ContainSingle();
        world.Broker.Orders.Single().Status.Should().Be(OrderStatus.Cancelled);
    }

    [Fact]
    public async Task LeadThatIsGivenUpTwice_OnceByTheHostAndOnceByItsContainer_IsNoFailure()
    {
        var rig = await EngineRig.StartedAsync(world);
        await rig.Engine.DisposeAsync();
        rig.Runner.Dispose();

        await rig.Engine.DisposeAsync();

        rig.Runner.Leads.Should().BeFalse();
    }

    [Fact]
    public async Task PlanThatWasHeldUp_IsNotSentAfterItsLife()
    {
        var rig = await EngineRig.StartedAsync(world);
        rig.Decision.Plan = _ => [FakeDecision.Trade(A, Side.Buy, 10m, 100m)];
        var cycle = rig.Runner.RunAsync(EngineWorld.Morning, CancellationToken.None);

        // The desk does not get to it for as long as a plan lives; then it would price the order anew.
        await rig.StepAsync(world.Execution.PlanLife.TotalSeconds);
        await rig.StepAsync(1);

        await cycle;
        world.Broker.Received.Should().ContainSingle();
        world.Fund.FactsOf<FundFact.OrderRefused>().Should().ContainSingle().Which.Check.Should().Be("planLife");
    }
}
