using System.Collections.Frozen;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ingestion;

namespace QuantFund.Core.Execution;

/// <summary>
/// The newest quotes of the universe, shared by marks, orders and the decision's snapshot. Asks the feed again when what it
/// has is older than <see cref="ExecutionOptions.QuoteReuse"/>; a quote says by its own time whether it is fresh.
/// </summary>
public sealed class LiveQuotes(IQuoteFeed feed, Universe universe, MarketTime market, ExecutionOptions options)
    : IQuoteFeed
{
    private volatile Reading? last;

    /// <summary>What was read last; empty before the first reading.</summary>
    public IReadOnlyDictionary<Symbol, Quote> Latest => last?.Quotes ?? FrozenDictionary<Symbol, Quote>.Empty;

    public async Task<IReadOnlyDictionary<Symbol, Quote>> ReadAsync(CancellationToken cancellation)
    {
        var now = market.Now;
        if (last is { } held && now - held.At < options.QuoteReuse)
            return held.Quotes;
        return await ReadAnewAsync(cancellation);
    }

    public async Task<IReadOnlyDictionary<Symbol, Quote>> ReadAnewAsync(CancellationToken cancellation)
    {
        var at = market.Now;
        var quotes = await feed.QuotesAsync(universe, cancellation);
        last = new Reading(at, quotes);
        return quotes;
    }

    Task<IReadOnlyDictionary<Symbol, Quote>> IQuoteFeed.QuotesAsync(Universe asked, CancellationToken cancellation) =>
        ReadAnewAsync(cancellation);

    private sealed record Reading(DateTimeOffset At, IReadOnlyDictionary<Symbol, Quote> Quotes);
}
