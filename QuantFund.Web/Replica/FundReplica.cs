using System.Collections.Immutable;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.Views;

namespace QuantFund.Web.Replica;

/// <summary>
/// Keeps the state: subscribes first, then takes the snapshot, then applies events; a gap or a failure starts anew from
/// a fresh snapshot.
/// </summary>
public sealed partial class FundReplica : BackgroundService, IFundReplica
{
    private static readonly TimeSpan RenderInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly IFundEvents events;
    private readonly IFundSnapshots snapshots;
    private readonly TimeProvider wall;
    private readonly ILogger<FundReplica> logger;
    private readonly ThrottledSignal signal;
    private ImmutableList<Action> watchers = [];
    private ReplicaView current;

    public FundReplica(IFundEvents events, IFundSnapshots snapshots, TimeProvider wall, ILogger<FundReplica> logger)
    {
        this.events = events;
        this.snapshots = snapshots;
        this.wall = wall;
        this.logger = logger;
        current = new ReplicaView(null, wall.GetUtcNow(), null);
        signal = new ThrottledSignal(wall, RenderInterval, Tell);
    }

    public ReplicaView Current => Volatile.Read(ref current);

    public IDisposable Watch(Action changed)
    {
        // A delegate of its own, so that two watchers with an equal callback are two.
        Action own = () => changed();
        ImmutableInterlocked.Update(ref watchers, list => list.Add(own));
        return new Watcher(this, own);
    }

    public override void Dispose()
    {
        signal.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogFailure(e);
                Show(Current with { Trouble = e.Message });
                await Task.Delay(RetryAfter, wall, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Returns at a gap.</summary>
    private async Task FollowAsync(CancellationToken cancellation)
    {
        using var subscription = events.Subscribe();
        var snapshot = await snapshots.TakeAsync(cancellation);
        var state = Current.State is { } before ? snapshot.WithTicksOf(before) : snapshot;
        Show(new ReplicaView(state, wall.GetUtcNow(), null));
        await foreach (var happened in subscription.ReadAllAsync(cancellation))
        {
            var step = state.Apply(happened);
            if (step is FundStep.Gap gap)
            {
                LogGap(gap.Expected, gap.Got);
                return;
            }
            if (step is FundStep.Changed changed)
                state = changed.State;
            Show(new ReplicaView(state, wall.GetUtcNow(), null));
        }
        cancellation.ThrowIfCancellationRequested();
        throw new InvalidOperationException("The stream of events has ended.");
    }

    private void Show(ReplicaView view)
    {
        Volatile.Write(ref current, view);
        signal.Raise();
    }

    private void Tell()
    {
        foreach (var watcher in watchers)
            watcher();
    }

    [LoggerMessage(LogLevel.Information, "Event {Expected} is missing before {Got}: taking a new snapshot")]
    private partial void LogGap(long expected, long got);

    [LoggerMessage(LogLevel.Error, "The screen's state can't follow the fund; trying again")]
    private partial void LogFailure(Exception exception);

    private sealed class Watcher(FundReplica replica, Action own) : IDisposable
    {
        public void Dispose() => ImmutableInterlocked.Update(ref replica.watchers, list => list.Remove(own));
    }
}
