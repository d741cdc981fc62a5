namespace QuantFund.Core.Fund.Events;

/// <summary>Waiting until something has happened that the fund's events tell of.</summary>
public static class EventWait
{
    /// <summary>
    /// Looks, then looks again after each event that concerns it, or after the time that the last look gave: another
    /// process may have done it without being heard of here.
    /// </summary>
    /// <param name="news">Subscribed to before what is waited for could happen, so that nothing in between is missed.</param>
    /// <param name="concerns">Which events are worth a look.</param>
    /// <param name="look">Null when it has happened; otherwise the wall time until the next look at the latest.</param>
    /// <param name="wall">Wall time.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task UntilAsync(
        IFundSubscription news,
        Func<FundEvent, bool> concerns,
        Func<CancellationToken, Task<TimeSpan?>> look,
        TimeProvider wall,
        CancellationToken cancellation
    )
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await using var events = news.ReadAllAsync(over.Token).GetAsyncEnumerator(CancellationToken.None);
        Task? next = null;
        try
        {
            while (await look(cancellation) is { } wait)
            {
                next ??= NextAsync(events, concerns);
                await next.WaitAsync(wait, wall, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellation.ThrowIfCancellationRequested();
                if (next.IsCompleted)
                    next = null;
            }
        }
        finally
        {
            if (next is not null)
            {
                await over.CancelAsync();
                await next.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static async Task NextAsync(IAsyncEnumerator<FundEvent> events, Func<FundEvent, bool> concerns)
    {
        while (await events.MoveNextAsync() && !concerns(events.Current)) { }
    }
}
