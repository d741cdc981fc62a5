using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Ingestion.Sources;

namespace QuantFund.Core.Fund.Engine;

/// <summary>Keeps the sources asked, and tells everyone who watches how they are.</summary>
public sealed class SourceNews(IIngestion ingestion, FundEventBus bus, MarketTime market)
{
    // Several answers come within a second; who watches needs one of them, and every change of health.
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private readonly Lock telling = new();
    private DateTimeOffset told = DateTimeOffset.MinValue;
    private string? toldHealth;

    /// <summary>Asks the sources, each whenever it is due, until cancelled.</summary>
    public Task DriveAsync(CancellationToken cancellation) => ingestion.DriveAsync(Heard, cancellation);

    private void Heard(IReadOnlyList<SourceStatus> sources)
    {
        var now = market.Now;
        lock (telling)
        {
            var health = string.Join(',', sources.Select(s => s.Health));
            if (now - told < Every && string.Equals(health, toldHealth, StringComparison.Ordinal))
                return;
            (told, toldHealth) = (now, health);
        }
        bus.Tick(new FundFact.SourcesChanged(sources), now);
    }
}
