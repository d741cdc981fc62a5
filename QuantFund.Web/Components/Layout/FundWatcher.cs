using Microsoft.AspNetCore.Components;
using QuantFund.Web.Replica;

namespace QuantFund.Web.Components.Layout;

/// <summary>A component that renders from the replica, and again whenever it has changed.</summary>
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
        watch = Replica.Watch(Refresh);
        // Silence is news too: countdowns go on and "behind" is said without any event.
        seconds = Wall.CreateTimer(_ => Refresh(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    protected virtual void Dispose(bool disposing)
    {
        watch?.Dispose();
        seconds?.Dispose();
    }

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
