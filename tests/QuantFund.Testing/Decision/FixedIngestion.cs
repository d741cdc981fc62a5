using QuantFund.Core.Ingestion;
using QuantFund.Core.Ingestion.Sources;

namespace QuantFund.Testing.Decision;

/// <summary>An ingestion that always knows the same snapshot.</summary>
public sealed class FixedIngestion(MarketSnapshot snapshot) : IIngestion
{
    public MarketSnapshot Snapshot { get; set; } = snapshot;

    public IReadOnlyList<SourceStatus> Sources => Snapshot.Sources;

    public Task DriveAsync(Action<IReadOnlyList<SourceStatus>> heard, CancellationToken cancellation) =>
        Task.CompletedTask;

    public Task RefreshQuotesAsync(CancellationToken cancellation) => Task.CompletedTask;

    public MarketSnapshot Latest(DateTimeOffset asOf) => Snapshot;
}
