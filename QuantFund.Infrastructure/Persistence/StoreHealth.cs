using System.Data.Common;

namespace QuantFund.Infrastructure.Persistence;

/// <summary>Whether the fund's store takes a write now. Tried at most once a second, however often it is asked.</summary>
public sealed class StoreHealth : IDisposable
{
    private static readonly TimeSpan Holds = TimeSpan.FromSeconds(1);

    /// <summary>A store that needs longer for one small write keeps orders waiting for as long.</summary>
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(2);

    private readonly IFundDatabase database;
    private readonly TimeProvider wall;
    private readonly SemaphoreSlim turn = new(1, 1);
    private DateTimeOffset triedAt = DateTimeOffset.MinValue;
    private string? trouble;

    internal StoreHealth(IFundDatabase database, TimeProvider wall) => (this.database, this.wall) = (database, wall);

    /// <summary>Why it can't be written; null when it can.</summary>
    public async Task<string?> TroubleAsync(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            var now = wall.GetUtcNow();
            if (now - triedAt >= Holds || now < triedAt)
                (trouble, triedAt) = (await TryAsync(cancellation), wall.GetUtcNow());
            return trouble;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task<string?> TryAsync(CancellationToken cancellation)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var limit = new CancellationTokenSource(Within, wall);
        await using var either = limit.Token.Register(late.Cancel);
        try
        {
            await database.ProveWritableAsync(Within, late.Token);
            return null;
        }
        catch (Exception e) when (e is DbException or IOException or TimeoutException)
        {
            return e.Message;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return "It does not answer.";
        }
    }
}
