namespace QuantFund.Core.Ingestion;

/// <summary>The last good value of every source, refreshed in the background and frozen for one decision on request.</summary>
public interface IIngestion
{
    /// <summary>Asks every source that is due, in parallel, each within its own time. Never throws for a source's failure.</summary>
    Task RefreshAsync(CancellationToken cancellation);

    /// <summary>What is known now, cut at <paramref name="asOf"/>.</summary>
    MarketSnapshot Latest(DateTimeOffset asOf);

    IReadOnlyList<SourceStatus> Sources { get; }
}
