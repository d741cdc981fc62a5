namespace QuantFund.Core.Ingestion;

/// <summary>The last good value of every source, refreshed in the background and frozen for one decision on request.</summary>
public interface IIngestion
{
    /// <summary>Asks every source that is due, in parallel, each within its own time. Never throws for a source's failure.</summary>
    Task RefreshAsync(CancellationToken cancellation);

    /// <summary>
    /// Asks for quotes alone when they are due, and waits for them within the patience of a refresh: they are fresh for
    /// seconds, and a decision that finds them stale would estimate every spread.
    /// </summary>
    Task RefreshQuotesAsync(CancellationToken cancellation);

    /// <summary>What is known now, cut at <paramref name="asOf"/>.</summary>
    MarketSnapshot Latest(DateTimeOffset asOf);

    IReadOnlyList<SourceStatus> Sources { get; }
}
