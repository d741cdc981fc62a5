namespace QuantFund.Core.Fund.Engine;

/// <summary>
/// There is one writer. PostgreSQL: a session's advisory lock; SQLite: an exclusive lock file in the data directory.
/// Disposing it gives the lead up.
/// </summary>
public interface ILeaderLease
{
    /// <summary>The lead, or null while another engine has it. Never waits for the other.</summary>
    Task<IHeldLease?> TryTakeAsync(CancellationToken cancellation);

    /// <summary>Why this process will not lead however free the lead is, as last found; null when it may.</summary>
    string? Barred => null;

    /// <summary>Who has the lead, for the message of an engine that refuses to start; null when that can't be told.</summary>
    Task<string?> HolderAsync(CancellationToken cancellation) => Task.FromResult<string?>(null);
}

public interface IHeldLease : IAsyncDisposable
{
    /// <summary>Cancelled when the lead is lost (the session that held the lock ended): the engine must stop at once.</summary>
    CancellationToken Lost { get; }
}
