using System.Globalization;
using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Fund.Events;
using QuantFund.Testing.Fakes;
using Xunit;

namespace QuantFund.Core.Tests.Fund;

/// <summary>
/// A day with a fill at once, a re-priced order and a reduction, in which the process dies at one of its steps: before or
/// after every write to the store and every call to the broker, one after the other. The next process finds everything.
/// </summary>
public sealed class KilledBetweenStepsTests
{
    private static readonly Symbol A = EngineWorld.A;
    private static readonly Symbol B = EngineWorld.B;
    private static readonly Symbol C = EngineWorld.C;

    [Fact]
    public async Task WhereverTheProcessDies_NothingIsSentTwice_AndNoFillIsLost()
    {
        var whole = new KillSwitch();
        await RunAsync(await WorldAsync(), whole);
        whole.Passed.Should().BeGreaterThan(60, "the day has that many steps to die between");

        for (var at = 0; at < whole.Passed; at++)
        {
            var world = await WorldAsync();
            var kill = new KillSwitch(at);
            await RunAsync(world, kill);
            kill.Killed.Should().BeTrue();
            world.Lease.Break();

            var next = new EngineRig(world);
            await next.Engine.StartAsync(CancellationToken.None);
            for (var second = 0; second < 20; second++)
                await next.StepAsync(1);

            var because = string.Create(CultureInfo.InvariantCulture, $"the process died at step {at}");
            next.Engine.Reconciled.Should().BeTrue(because);
            world.Broker.Orders.Select(o => o.ClientOrderId).Should().OnlyHaveUniqueItems(because);
            world.Broker.Received.Select(r => r.ClientOrderId).Should().OnlyHaveUniqueItems(because);
            world.Broker.Orders.Should().OnlyContain(o => o.Status.IsFinal(), because);
            world.Fund.Orders.Should().OnlyContain(o => !o.IsOpen, because);
            world.Fund.Executions.Should().HaveCount(world.Broker.Executions.Count, because);
            world.Fund.Cash.Should().Be(world.Broker.Cash, because);
            world
                .Fund.Positions.Values.Select(p => (p.Position.Symbol, p.Position.Quantity))
                .Should()
                .Equal(world.Broker.Positions.Select(p => (p.Symbol, p.Quantity)), because);
            world.Fund.State.State.Should().Be(TradingState.Active, because);
            world.Fund.FactsOf<FundFact.DifferenceFound>().Should().BeEmpty(because);
            world.Fund.Cycles.Should().OnlyContain(c => c.FinishedAt != null, because);
            (await next.Stores.Journal.VerifyAsync(CancellationToken.None)).FirstBroken.Should().BeNull(because);
            NothingWasBoughtTwice(world, because);
            EveryFillIsExplained(world, because);
        }
    }

    private static void EveryFillIsExplained(EngineWorld world, string because)
    {
        foreach (var fill in world.Fund.Executions)
            world
                .Fund.Records.Should()
                .ContainKey(world.Fund.Orders.Single(o => o.Id == fill.ClientOrderId).Intent.Cycle!.Value, because);
    }

    private static void NothingWasBoughtTwice(EngineWorld world, string because)
    {
        decimal Traded(Symbol symbol, Side side) =>
            world.Broker.Executions.Where(e => e.Symbol == symbol && e.Side == side).Sum(e => e.Quantity);

        Traded(A, Side.Buy).Should().BeLessThanOrEqualTo(100m, because);
        Traded(B, Side.Buy).Should().BeLessThanOrEqualTo(50m, because);
        Traded(C, Side.Sell).Should().BeLessThanOrEqualTo(40m, because);
    }

    private static async Task<EngineWorld> WorldAsync()
    {
        var world = new EngineWorld();
        world.Broker.Hold(C, 100m, 45m);
        await EngineRig.KnowBookAsync(world);
        return world;
    }

    private static async Task RunAsync(EngineWorld world, KillSwitch kill)
    {
        var rig = new EngineRig(world, kill);
        rig.Decision.Plan = _ =>
            [
                FakeDecision.Trade(A, Side.Buy, 100m, 100m),
                FakeDecision.Trade(B, Side.Buy, 50m, 200m),
                FakeDecision.Trade(C, Side.Sell, 40m, 50m, reduces: true),
            ];
        world.Broker.Arriving = _ => world.Broker.FillAtOnce = world.Broker.Received.Count % 2 == 0 ? 1m : 0.5m;
        try
        {
            await rig.Engine.StartAsync(CancellationToken.None);
            await rig.StepAsync();
            var cycle = rig.Runner.RunAsync(EngineWorld.Morning, CancellationToken.None);
            for (var second = 0; second < 45; second++)
            {
                await rig.StepAsync(1);
                if (second == 15)
                    foreach (var open in world.Broker.Orders.Where(o => !o.Status.IsFinal()).ToList())
                        world.Broker.Fill(open.Id, 1m);
            }
            await cycle;
        }
        catch (ProcessKilledException)
        {
            // As dead as a process can be: nothing of it runs any more.
        }
    }
}
