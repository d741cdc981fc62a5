using Microsoft.Extensions.Logging.Abstractions;
using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Events;
using QuantFund.Testing.Screen;
using QuantFund.Web.Replica;
using Xunit;

namespace QuantFund.Web.Tests.Replica;

public sealed class FundReplicaTests : IAsyncLifetime
{
    private readonly ScriptedFund fund = new(SampleFund.State());
    private readonly FundReplica replica;

    public FundReplicaTests() =>
        replica = new FundReplica(fund.Events, fund, TimeProvider.System, NullLogger<FundReplica>.Instance);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Snapshot_ThenEvents_AreShown()
    {
        await replica.StartAsync(Cancellation);
        await UntilAsync(s => s.Sequence == 4821);

        fund.Happen(Halted("Odd quotes"));

        var state = await UntilAsync(s => s.Sequence == 4822);
        Assert.Equal("Odd quotes", state.Trading.Reason);
    }

    [Fact]
    public async Task Gap_TakesANewSnapshot_ThatHasWhatWasMissed()
    {
        await replica.StartAsync(Cancellation);
        await UntilAsync(s => s.Sequence == 4821);

        fund.HappenUnheard(Halted("Nobody heard"));
        fund.Happen(new FundFact.DifferenceFound("cash", "1", "2"));

        var state = await UntilAsync(s => s.Sequence == 4823);
        Assert.Equal("Nobody heard", state.Trading.Reason);
        Assert.Equal(2, fund.Snapshots);
        Assert.Equal(1, fund.Events.Subscribers);
    }

    [Fact]
    public async Task UnreadableStore_IsSaid_AndTriedAgain()
    {
        fund.Trouble = new IOException("The disk is full");
        await replica.StartAsync(Cancellation);
        await UntilViewAsync(v => v.Trouble == "The disk is full");

        fund.Trouble = null;

        var view = await UntilViewAsync(v => v.State is not null);
        Assert.Null(view.Trouble);
    }

    [Fact]
    public async Task DisposedWatcher_HearsNoMore_AndOthersStillDo()
    {
        var gone = 0;
        replica.Watch(() => gone++).Dispose();
        await replica.StartAsync(Cancellation);

        await UntilAsync(s => s.Sequence == 4821);

        Assert.Equal(0, gone);
    }

    [Fact]
    public async Task Stopped_LeavesNoSubscription()
    {
        await replica.StartAsync(Cancellation);
        await UntilAsync(s => s.Sequence == 4821);

        await replica.StopAsync(Cancellation);

        Assert.Equal(0, fund.Events.Subscribers);
    }

    public async ValueTask DisposeAsync()
    {
        await replica.StopAsync(Cancellation);
        replica.Dispose();
    }

    private static FundFact.TradingStateChanged Halted(string reason) =>
        new(TradingState.Halted, reason, "operator", SampleFund.Clock);

    private async Task<FundState> UntilAsync(Predicate<FundState> wanted) =>
        (await UntilViewAsync(v => v.State is { } s && wanted(s))).State!;

    private async Task<ReplicaView> UntilViewAsync(Predicate<ReplicaView> wanted)
    {
        var seen = new TaskCompletionSource<ReplicaView>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watch = replica.Watch(Look);
        Look();
        return await seen.Task.WaitAsync(Cancellation);

        void Look()
        {
            if (wanted(replica.Current))
                seen.TrySetResult(replica.Current);
        }
    }
}
