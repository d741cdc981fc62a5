using System.Runtime.CompilerServices;
using System.Threading.Channels;
using AwesomeAssertions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Engine;
using QuantFund.Core.Fund.Events;
using QuantFund.Infrastructure.Loops;
using QuantFund.Testing.Fakes;
using Xunit;

namespace QuantFund.Infrastructure.Tests.Loops;

/// <summary>The loop over the engine's own steps, with the exchange's heartbeat in the test's hand.</summary>
public sealed class EngineLoopTests
{
    private readonly EngineWorld world = new();
    private readonly Heartbeat heartbeat = new();
    private readonly RememberingLogger<EngineLoop> logger = new();
    private readonly WaitedFor wall = new();

    [Fact]
    public async Task Heartbeat_ReconcilesAndMarks()
    {
        var rig = new EngineRig(world);
        using var loop = Loop(rig);
        using var heard = rig.Bus.Subscribe();
        await loop.StartAsync(CancellationToken.None);

        heartbeat.Beat(world.Market.Now);
        await Heard<FundFact.Reconciled>(heard);
        heartbeat.Beat(world.Market.Now);
        await Heard<FundFact.FundMarked>(heard);

        await loop.StopAsync(CancellationToken.None);
        (await new EngineRig(world).Engine.StartAsync(CancellationToken.None)).Should().BeTrue("the lead is given up");
    }

    [Fact]
    public async Task BrokerThatIsDownAtStart_IsLoggedOnce_AndTheFundGoesOnWhenItIsBack()
    {
        world.Broker.Down = true;
        var rig = new EngineRig(world);
        using var loop = Loop(rig);
        using var heard = rig.Bus.Subscribe();
        await loop.StartAsync(CancellationToken.None);
        for (var i = 0; i < 5; i++)
            heartbeat.Beat(world.Market.Now);
        await logger.HearsAsync("Tracking orders failed");

        world.Broker.Down = false;
        heartbeat.Beat(world.Market.Now);
        await Heard<FundFact.Reconciled>(heard);

        await loop.StopAsync(CancellationToken.None);
        logger.Lines.Count(l => l.Text.StartsWith("Tracking orders failed", StringComparison.Ordinal)).Should().Be(1);
    }

    [Fact]
    public async Task SecondEngineOnOneDirectory_RefusesToStart_AndSaysWhy()
    {
        await EngineRig.StartedAsync(world);
        using var second = Loop(new EngineRig(world));

        var start = () => second.StartAsync(CancellationToken.None);

        (await start.Should().ThrowAsync<Exception>())
            .Which.Message.Should()
            .Contain("Data:Directory")
            .And.Contain("only one");
    }

    [Fact]
    public async Task SecondEngineOnPostgres_StandsBy_AndLeadsWhenTheFirstIsGone()
    {
        var first = await EngineRig.StartedAsync(world);
        var rig = new EngineRig(world);
        using var second = Loop(rig, connection: "Host=unused");
        using var heard = rig.Bus.Subscribe();
        await second.StartAsync(CancellationToken.None);
        (await rig.Runner.RunAsync(EngineWorld.Morning, CancellationToken.None)).Should().Be(SlotOutcome.NotLeading);

        await first.Engine.DisposeAsync();
        await wall.Waiting;
        wall.Advance(TimeSpan.FromSeconds(5));
        heartbeat.Beat(world.Market.Now);
        await Heard<FundFact.Reconciled>(heard);

        await second.StopAsync(CancellationToken.None);
    }

    private EngineLoop Loop(EngineRig rig, string connection = "") =>
        new(
            rig.Engine,
            heartbeat,
            rig.Connection,
            world.Lease,
            world.Market,
            wall,
            new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:Fund", connection)]).Build(),
            logger
        );

    private static async Task Heard<T>(IFundSubscription heard)
        where T : FundFact
    {
        await foreach (var e in heard.ReadAllAsync(TestContext.Current.CancellationToken))
            if (e.Data is T)
                return;
    }

    /// <summary>Wall time that says when somebody waits for it: to advance it earlier would be to no effect.</summary>
    private sealed class WaitedFor : FakeTimeProvider
    {
        private readonly TaskCompletionSource waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Waiting => waiting.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            waiting.TrySetResult();
            return timer;
        }
    }

    private sealed class Heartbeat : IMarketSteps
    {
        private readonly Channel<DateTimeOffset> beats = Channel.CreateUnbounded<DateTimeOffset>();

        public void Beat(DateTimeOffset time) => beats.Writer.TryWrite(time);

        public async IAsyncEnumerable<DateTimeOffset> StepsAsync(
            [EnumeratorCancellation] CancellationToken cancellation
        )
        {
            await foreach (var beat in beats.Reader.ReadAllAsync(cancellation))
                yield return beat;
        }
    }
}
