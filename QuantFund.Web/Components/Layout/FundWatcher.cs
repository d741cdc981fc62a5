using Microsoft.AspNetCore.Components;
using QuantFund.Web.Replica;

namespace QuantFund.Web.Components.Layout;

/// <summary>
/// A component that renders from the replica: at once when something has happened in the fund, once a second for prices and
/// ages.
/// </summary>
public abstract class FundWatcher : ComponentBase, IDisposable
{
    private IDisposable? watch;
    private ITimer? seconds;

    [Inject]
    public required IFundReplica Replica { get; init; }

    [Inject]
    public required TimeProvider Wall { get; init; }

    /// <summary>What this rendering shows: read once, so that its parts agree.</summary>
    protected ReplicaView View { get; private set; } = null!;

    protected DateTimeOffset Now { get; private set; }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected override void OnInitialized()
    {
        Read();
        if (!RendererInfo.IsInteractive)
            return;
        watch = Replica.Watch(Hear);
        // Silence is news too: countdowns go on and "behind" is said without any event.
        seconds = Wall.CreateTimer(_ => Refresh(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    protected virtual void Dispose(bool disposing)
    {
        watch?.Dispose();
        seconds?.Dispose();
    }

    /// <summary>A mark that moved can wait for the next second: sending each would cost a viewer six times as much.</summary>
    private void Hear() =>
        _ = InvokeAsync(() =>
        {
            var silent = Wall.GetUtcNow() - View.HeardAt > Freshness.Tolerance;
            if (!silent && !Happened(View, Replica.Current))
                return;
            Read();
            StateHasChanged();
        });

    private static bool Happened(ReplicaView shown, ReplicaView now) =>
        shown.State is not { } before || now.State is not { } after
            ? !ReferenceEquals(shown.State, now.State) || shown.Trouble != now.Trouble
            : before.Sequence != after.Sequence
                || before.ShownState != after.ShownState
                || before.Trading != after.Trading
                || !ReferenceEquals(before.Waiting, after.Waiting)
                || shown.Trouble != now.Trouble;

    private void Refresh() =>
        _ = InvokeAsync(() =>
        {
            Read();
            StateHasChanged();
        });

    private void Read()
    {
        View = Replica.Current;
        Now = Wall.GetUtcNow();
    }
}
