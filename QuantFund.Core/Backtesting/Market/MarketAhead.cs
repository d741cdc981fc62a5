using QuantFund.Core.Features;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Ingestion.Sources;

namespace QuantFund.Core.Backtesting.Market;

/// <summary>
/// A recorded market whose next moment is made ready on another core while the present one is decided: its snapshot and
/// features depend on no decision. What a cycle reads is what it would have read without.
/// </summary>
internal sealed class MarketAhead(RecordedMarket market) : IIngestion
{
    private sealed record Moment(MarketSnapshot Snapshot, FeatureTable Features);

    private Moment? present;
    private Task<Moment>? next;
    private DateTimeOffset? nextAsOf;

    public IReadOnlyList<SourceStatus> Sources => Present.Snapshot.Sources;

    /// <summary>The features of the present moment.</summary>
    public FeatureTable Features => Present.Features;

    private Moment Present => present ?? throw new InvalidOperationException("The market stands at no moment yet.");

    /// <param name="asOf">The moment that is decided now.</param>
    /// <param name="then">The one after it, null = none; it is begun at once.</param>
    public async Task MoveToAsync(DateTimeOffset asOf, DateTimeOffset? then)
    {
        present = next is not null && nextAsOf == asOf ? await next : MakeReady(asOf);
        nextAsOf = then;
        next = then is { } later ? Task.Run(() => MakeReady(later)) : null;
    }

    public Task DriveAsync(Action<IReadOnlyList<SourceStatus>> heard, CancellationToken cancellation) =>
        Task.CompletedTask;

    public Task RefreshQuotesAsync(CancellationToken cancellation) => Task.CompletedTask;

    public MarketSnapshot Latest(DateTimeOffset asOf) =>
        Present.Snapshot.AsOf == asOf
            ? Present.Snapshot
            : throw new InvalidOperationException($"The market stands at {Present.Snapshot.AsOf:u}, not at {asOf:u}.");

    private Moment MakeReady(DateTimeOffset asOf)
    {
        var snapshot = market.Latest(asOf);
        return new Moment(snapshot, FeatureEngine.Build(snapshot));
    }
}
