namespace QuantFund.Core.Fund.Events;

/// <summary>
/// One thing that happened, as it goes out over the hub. A journalled event has a sequence of its own, without gaps; a
/// tick carries the sequence of the last journalled one and may be conflated. Time is market time.
/// </summary>
public sealed record FundEvent(
    long Sequence,
    DateTimeOffset Time,
    string Stream,
    string Kind,
    FundFact Data,
    [property: System.Text.Json.Serialization.JsonIgnore] bool Journalled
);

/// <summary>What every subscriber of the fund hears, in the order it was committed.</summary>
public interface IFundEvents
{
    /// <summary>Hands a committed journal entry, or a tick, to every subscriber. Never blocks.</summary>
    void Publish(FundEvent happened);

    /// <summary>
    /// Events from this call on. Journalled events are never dropped; of ticks of one kind a slow reader gets the latest.
    /// The subscription is registered before the method returns.
    /// </summary>
    IFundSubscription Subscribe();
}

public interface IFundSubscription : IDisposable
{
    IAsyncEnumerable<FundEvent> ReadAllAsync(CancellationToken cancellation);
}
