using QuantFund.Core.Ingestion.Sources;

namespace QuantFund.Core.Ingestion;

/// <summary>The last good value of every source, refreshed in the background and frozen for one decision on request.</summary>
public interface IIngestion
{
    /// <summary>
    /// Asks every source whenever it is due by its own rule, in market time, until cancelled: none waits for another, and none
    /// for the tick of a loop. Never throws for a source's failure.
    /// </summary>
    /// <param name="heard">Hears all statuses after each answer, from several threads. It must not block or throw.</param>
    /// <param name="cancellation">Ends it, quietly.</param>
    Task DriveAsync(Action<IReadOnlyList<SourceStatus>> heard, CancellationToken cancellation);

    /// <summary>
    /// Asks for quotes alone when they are due, and waits for them within the patience of a refresh: they are fresh for
    /// seconds, and a decision that finds them stale would estimate every spread.
    /// </summary>
    Task RefreshQuotesAsync(CancellationToken cancellation);

    /// <summary>What is known now, cut at <paramref name="asOf"/>.</summary>
    MarketSnapshot Latest(DateTimeOffset asOf);

    IReadOnlyList<SourceStatus> Sources { get; }
}
