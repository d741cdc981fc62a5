using System.Text.Json;
using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.State;
using QuantFund.Core.Fund.Views;
using QuantFund.Testing.Fakes;
using Xunit;

namespace QuantFund.Core.Tests.Fund;

/// <summary>The real engine over stores in memory: what a follower of its events shows is what the stores hold.</summary>
public sealed class FundSnapshotsTests
{
    private readonly EngineWorld world = new();

    [Fact]
    public async Task Follower_FromTheStart_EqualsASnapshotAtTheEnd()
    {
        var rig = new EngineRig(world);
        using var subscription = rig.Bus.Subscribe();
        var state = await SnapshotsOf(rig).TakeAsync(Cancellation);

        await LiveAsync(rig);

        var snapshot = await SnapshotsOf(rig).TakeAsync(Cancellation);
        state = await FollowAsync(state, subscription, snapshot.Sequence);
        Assert.True(snapshot.Orders.Length >= 3, "orders were sent");
        Assert.NotEmpty(snapshot.Fills);
        Assert.NotEmpty(snapshot.Cycles);
        Assert.NotNull(snapshot.Debate);
        Assert.NotEmpty(snapshot.Alarms);
        Assert.NotNull(snapshot.Waiting);
        Assert.Equal(Text(snapshot.WithTicksOf(state)), Text(state));
        Assert.Equal(Book(snapshot), Book(state));
    }

    [Fact]
    public async Task SnapshotOfANewFund_KnowsItsStateAndNothingElse()
    {
        var state = await SnapshotsOf(new EngineRig(world)).TakeAsync(Cancellation);

        Assert.Equal(0, state.Sequence);
        Assert.True(state.Trading.IsMissing, "it has not been in touch with its broker: nothing may be sent");
        Assert.Null(state.Fund);
        Assert.Empty(state.Orders);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A morning: a cycle whose orders are filled in parts and re-priced, a halt, a plan that waits.</summary>
    private async Task LiveAsync(EngineRig rig)
    {
        Assert.True(await rig.Engine.StartAsync(Cancellation));
        await rig.StepAsync();
        rig.Decision.Plan = _ =>
            [
                FakeDecision.Trade(EngineWorld.A, Side.Buy, 100m, 100m),
                FakeDecision.Trade(EngineWorld.B, Side.Buy, 50m, 200m),
            ];
        var cycle = rig.Runner.RunAsync(EngineWorld.Morning, Cancellation);
        world.Broker.Fill(world.Broker.Open(EngineWorld.A).Id, 40m);
        world.Broker.FillRest(EngineWorld.B);
        await rig.StepAsync(10);
        await rig.StepAsync();
        world.Broker.FillRest(EngineWorld.A);
        await rig.StepAsync(1);
        await cycle;
        await rig.Stores.States.HaltAsync("Quotes look odd", "operator", Cancellation);
        await rig.Stores.Journal.AppendAsync(new FundFact.DifferenceFound("cash", "1", "2"), Cancellation);
        await rig.Stores.Approvals.RequestAsync(
            new PlanView(rig.Rows.Last!.Id, "hash", world.Market.Now, 1m, [], world.Wall.GetUtcNow().AddMinutes(10)),
            Cancellation
        );
    }

    private static FundSnapshots SnapshotsOf(EngineRig rig) =>
        new(
            rig.Stores.Journal,
            rig.Stores.States,
            rig.Stores.Orders,
            rig.Stores.Cycles,
            rig.Stores.Approvals,
            rig.Stores.Ledger,
            rig.Stores.Equity
        );

    private static async Task<FundState> FollowAsync(FundState state, IFundSubscription subscription, long through)
    {
        await foreach (var happened in subscription.ReadAllAsync(Cancellation))
        {
            state = state.Apply(happened) is FundStep.Changed changed ? changed.State : state;
            if (happened.Journalled && happened.Sequence == through)
                break;
        }
        return state;
    }

    /// <summary>All but the curve, which the store and the follower thin in their own ways, and the book, compared apart.</summary>
    private static string Text(FundState state) =>
        JsonSerializer.Serialize(state with { Equity = EquityCurve.Empty, Positions = [] }, FundJson.Options);

    private static IEnumerable<(string, decimal, decimal)> Book(FundState s) =>
        s.Positions.OrderBy(p => p.Symbol).Select(p => (p.Symbol.Value, p.Quantity, Math.Round(p.AveragePrice, 8)));
}
