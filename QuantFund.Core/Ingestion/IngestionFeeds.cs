namespace QuantFund.Core.Ingestion;

/// <summary>The feeds that this fund has. A null one is a source that is off.</summary>
public sealed record IngestionFeeds(
    IDailyPriceFeed? Daily = null,
    IIntradayPriceFeed? Intraday = null,
    IQuoteFeed? Quotes = null,
    IAccountFeed? Account = null,
    INewsFeed? News = null,
    IMacroFeed? Macro = null,
    IVixFeed? Vix = null
);
