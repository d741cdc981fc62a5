using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ingestion.Sources;

namespace QuantFund.Core.Ingestion;

/// <summary>
/// Everything that one decision may read, frozen at <paramref name="AsOf"/>: nothing in it is newer. A source that has
/// never answered is null or empty here and says so in <paramref name="Sources"/>.
/// </summary>
public sealed record MarketSnapshot(
    DateTimeOffset AsOf,
    Universe Universe,
    DailyPanel? Daily,
    IntradayPanel? Intraday,
    IReadOnlyDictionary<Symbol, Quote> Quotes,
    IReadOnlyList<VixClose> Vix,
    IReadOnlyList<NewsArticle> News,
    IReadOnlyList<MacroValue> Macro,
    AccountReading? Account,
    IReadOnlyDictionary<Symbol, Borrow> Borrow,
    IReadOnlyList<SourceStatus> Sources
)
{
    public SourceStatus? Source(string name) =>
        Sources.FirstOrDefault(s => string.Equals(s.Name, name, StringComparison.Ordinal));
}
