using QuantFund.Core.Fund.Engine;

namespace QuantFund.Testing.Fakes;

/// <summary>A lease that one engine at a time can have.</summary>
public sealed class FakeLease : ILeaderLease
{
    private object? holder;

    public Task<IHeldLease?> TryTakeAsync(CancellationToken cancellation) =>
        Task.FromResult<IHeldLease?>(holder is null ? Hold() : null);

    /// <summary>The process that had it is dead.</summary>
    public void Break() => holder = null;

    private Held Hold()
    {
        var held = new Held(this);
        holder = held;
        return held;
    }

    private sealed class Held(FakeLease lease) : IHeldLease
    {
        public CancellationToken Lost => CancellationToken.None;

        public ValueTask DisposeAsync()
        {
            if (lease.holder == this)
                lease.holder = null;
            return ValueTask.CompletedTask;
        }
    }
}
