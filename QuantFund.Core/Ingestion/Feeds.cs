using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;

namespace QuantFund.Core.Ingestion;

/// <summary>
/// Completed daily bars: those of the last <paramref name="sessions"/> sessions closed by <paramref name="asOf"/>.
/// Every feed gives only what was knowable at <paramref name="asOf"/>, and throws when it can't answer: the ingestor
/// turns that into a failed source with its last good value.
/// </summary>
public interface IDailyPriceFeed
{
    Task<DailyPanel> DailyAsync(Universe universe, int sessions, DateTimeOffset asOf, CancellationToken cancellation);
}

/// <summary>Completed 15-minute bars of the last sessions, today's as the last.</summary>
public interface IIntradayPriceFeed
{
    Task<IntradayPanel> IntradayAsync(
        Universe universe,
        int sessions,
        DateTimeOffset asOf,
        CancellationToken cancellation
    );
}

/// <summary>The latest quote of each symbol that has one.</summary>
public interface IQuoteFeed
{
    Task<IReadOnlyDictionary<Symbol, Quote>> QuotesAsync(Universe universe, CancellationToken cancellation);
}

/// <summary>VIX closes known by a moment, oldest first, at least the last 6 where they exist; the last may be intraday.</summary>
public interface IVixFeed
{
    Task<IReadOnlyList<VixClose>> VixAsync(DateTimeOffset asOf, CancellationToken cancellation);
}

/// <summary>Articles published in (asOf − window, asOf].</summary>
public interface INewsFeed
{
    Task<IReadOnlyList<NewsArticle>> NewsAsync(DateTimeOffset asOf, TimeSpan window, CancellationToken cancellation);
}

/// <summary>Macro values released by a moment, by series and period.</summary>
public interface IMacroFeed
{
    Task<IReadOnlyList<MacroValue>> MacroAsync(DateTimeOffset asOf, CancellationToken cancellation);
}

/// <summary>Cash, positions and borrowability as the broker has them.</summary>
public interface IAccountFeed
{
    Task<AccountReading> AccountAsync(CancellationToken cancellation);

    Task<IReadOnlyDictionary<Symbol, Borrow>> BorrowAsync(Universe universe, CancellationToken cancellation);
}
