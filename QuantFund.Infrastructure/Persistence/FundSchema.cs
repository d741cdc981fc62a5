using Microsoft.Extensions.Hosting;
using QuantFund.Infrastructure.Persistence.Journal;

namespace QuantFund.Infrastructure.Persistence;

/// <summary>
/// Brings the database up to date, once a process. A host does it before anything else starts; whatever uses the stores
/// without a host calls <see cref="ReadyAsync"/> first.
/// </summary>
public sealed class FundSchema : IHostedLifecycleService, IDisposable
{
    private readonly IFundDatabase database;
    private readonly JournalPublisher publisher;
    private readonly SemaphoreSlim turn = new(1, 1);

    internal FundSchema(IFundDatabase database, JournalPublisher publisher) =>
        (this.database, this.publisher) = (database, publisher);

    /// <summary>True once every migration has been applied.</summary>
    public bool IsReady { get; private set; }

    /// <summary>False where no fund has ever been begun; looking makes nothing.</summary>
    public Task<bool> ExistsAsync(CancellationToken cancellation) => database.ExistsAsync(cancellation);

    public async Task ReadyAsync(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            if (IsReady)
                return;
            await database.MigrateAsync(cancellation);
            IsReady = true;
        }
        finally
        {
            turn.Release();
        }
    }

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await ReadyAsync(cancellationToken);
        await publisher.StartAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => turn.Dispose();
}
