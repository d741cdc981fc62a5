using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Ingestion.Sources;

namespace QuantFund.Testing.Fakes;

/// <summary>The account, quotes and borrowability of a <see cref="ScriptedBroker"/>, always as they are now.</summary>
public sealed class FakeIngestion(ScriptedBroker broker, Universe universe) : IIngestion
{
    public IReadOnlyList<SourceStatus> Sources { get; set; } = [];

    /// <summary>False: the broker has never been heard of.</summary>
    public bool KnowsAccount { get; set; } = true;

    public Task DriveAsync(Action<IReadOnlyList<SourceStatus>> heard, CancellationToken cancellation) =>
        Task.CompletedTask;

    public int QuoteRefreshes { get; private set; }

    public Task RefreshQuotesAsync(CancellationToken cancellation)
    {
        QuoteRefreshes++;
        return Task.CompletedTask;
    }

    public MarketSnapshot Latest(DateTimeOffset asOf) =>
        new(
            asOf,
            universe,
            null,
            null,
            new Dictionary<Symbol, Quote>(broker.Quotes),
            [],
            [],
            [],
            KnowsAccount ? broker.Account() : null,
            new Dictionary<Symbol, Borrow>(broker.Borrow),
            Sources
        );
}
