using System.Collections.Frozen;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ingestion.Sources;

namespace QuantFund.Core.Ingestion;

/// <summary>
/// Phase A. Keeps the last good value of every source, asks those that are due in parallel, and freezes what is known
/// into one snapshot for a decision. A source that is slow or fails delays no other: its last value stays, with its age
/// and its error.
/// </summary>
public sealed class Ingestor : IIngestion
{
    // Quotes, account and borrowability are of one moment: a decision as of a moment just before the newest reading
    // takes the one before it.
    private const int MomentsKept = 4;

    // A clock that jumps over a night is noticed within this much market time at the latest.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(30);

    private readonly Universe universe;
    private readonly IngestionOptions options;
    private readonly SourceClocks clocks;

    private readonly CachedSource<DailyPanel> daily;
    private readonly CachedSource<IntradayPanel> intraday;
    private readonly CachedSource<IReadOnlyDictionary<Symbol, Quote>> quotes;
    private readonly CachedSource<AccountReading> account;
    private readonly CachedSource<IReadOnlyDictionary<Symbol, Borrow>> borrow;
    private readonly CachedSource<IReadOnlyList<NewsArticle>> news;
    private readonly CachedSource<MacroHistory> macro;
    private readonly CachedSource<IReadOnlyList<VixClose>> vix;
    private readonly ICachedSource[] sources;

    /// <param name="universe">The instruments asked for.</param>
    /// <param name="feeds">Where the answers come from; a null feed is a source that is off.</param>
    /// <param name="market">Market time: due, ages, as of.</param>
    /// <param name="wall">Wall time: timeouts.</param>
    /// <param name="calendar">The sessions that ages of prices are counted in.</param>
    /// <param name="options">Lengths of history and timeouts.</param>
    public Ingestor(
        Universe universe,
        IngestionFeeds feeds,
        MarketTime market,
        TimeProvider wall,
        IMarketCalendar calendar,
        IngestionOptions options
    )
    {
        this.universe = universe;
        this.options = options;
        clocks = new SourceClocks(market, wall, calendar);

        daily = new(
            SourceRules.DailyPrices,
            feeds.Daily is { } d ? (asOf, stop) => d.DailyAsync(universe, options.DailySessions, asOf, stop) : null,
            (panel, _) => new(panel, SnapshotCut.NewestOf(panel, calendar)),
            options.HistoryTimeout,
            kept: 1,
            clocks
        );
        intraday = new(
            SourceRules.IntradayPrices,
            feeds.Intraday is { } i
                ? (asOf, stop) => i.IntradayAsync(universe, options.IntradaySessions, asOf, stop)
                : null,
            (panel, _) => new(panel, SnapshotCut.NewestOf(panel)),
            options.HistoryTimeout,
            kept: 1,
            clocks
        );
        quotes = new(
            SourceRules.Quotes,
            feeds.Quotes is { } q ? (_, stop) => q.QuotesAsync(universe, stop) : null,
            (answer, _) => new(answer, answer.Count == 0 ? null : answer.Values.Max(quote => quote.Time)),
            options.LiveTimeout,
            MomentsKept,
            clocks
        );
        account = new(
            SourceRules.Account,
            feeds.Account is { } a ? (_, stop) => a.AccountAsync(stop) : null,
            (answer, _) => new(answer, answer.Time),
            options.LiveTimeout,
            MomentsKept,
            clocks
        );
        borrow = new(
            SourceRules.Borrow,
            feeds.Account is { } b ? (_, stop) => b.BorrowAsync(universe, stop) : null,
            (answer, asked) => new(answer, answer.Count == 0 ? null : asked),
            options.LiveTimeout,
            MomentsKept,
            clocks
        );
        // No article since the last answer is knowledge too: the answer speaks of the moment it was asked at.
        news = new(
            SourceRules.News,
            feeds.News is { } n ? (asOf, stop) => n.NewsAsync(asOf, options.NewsWindow, stop) : null,
            (answer, asked) => new(answer, asked),
            options.ResearchTimeout,
            kept: 1,
            clocks
        );
        macro = new(
            SourceRules.Macro,
            feeds.Macro is { } m ? async (asOf, stop) => MacroHistory.Of(await m.MacroAsync(asOf, stop)) : null,
            (answer, _) =>
                new(
                    answer,
                    answer.Count == 0 ? null : answer.Max(v => v.Released),
                    MacroFreshness.FreshUntilBySeries(answer)
                ),
            options.ResearchTimeout,
            kept: 1,
            clocks
        );
        vix = new(
            SourceRules.Vix,
            feeds.Vix is { } v ? v.VixAsync : null,
            (answer, _) => new(answer, answer.Count == 0 ? null : answer.Max(close => close.Time)),
            options.LiveTimeout,
            kept: 1,
            clocks
        );
        sources = [daily, intraday, quotes, account, borrow, news, macro, vix];
    }

    public IReadOnlyList<SourceStatus> Sources => StatusesAt(clocks.Market.Now);

    /// <summary>
    /// Asks the sources that are due and waits for them, at most <see cref="IngestionOptions.Patience"/> of wall time. A
    /// source that takes longer goes on behind it, within its own timeout, and is not asked twice meanwhile.
    /// </summary>
    public Task RefreshAsync(CancellationToken cancellation) => RefreshAsync(sources, cancellation);

    /// <inheritdoc />
    public Task RefreshQuotesAsync(CancellationToken cancellation) => RefreshAsync([quotes], cancellation);

    private async Task RefreshAsync(IEnumerable<ICachedSource> asked, CancellationToken cancellation)
    {
        var underWay = new List<Task>();
        foreach (var source in asked)
        {
            if (source.TryRefresh(out var answer, cancellation))
                underWay.Add(answer);
        }

        if (underWay.Count == 0)
            return;
        var all = Task.WhenAll(underWay);
        try
        {
            await all.WaitAsync(options.Patience, clocks.Wall, cancellation);
        }
        catch (TimeoutException)
        {
            // Those that answered count now.
        }
    }

    /// <inheritdoc />
    public Task DriveAsync(Action<IReadOnlyList<SourceStatus>> heard, CancellationToken cancellation) =>
        Task.WhenAll(sources.Select(s => DriveAsync(s, heard, cancellation)));

    private async Task DriveAsync(
        ICachedSource source,
        Action<IReadOnlyList<SourceStatus>> heard,
        CancellationToken cancellation
    )
    {
        while (!cancellation.IsCancellationRequested)
        {
            var now = clocks.Market.Now;
            var due = source.DueAt(now);
            if (due <= now && source.TryRefresh(out var answer, cancellation))
            {
                await answer.ConfigureAwait(false);
                heard(Sources);
                continue;
            }
            var sleep = due - now < LongestSleep ? due - now : LongestSleep;
            await Task.Delay(WholeMilliseconds(sleep), clocks.Market.Provider, cancellation)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Timers count whole milliseconds: rounded down, a wait would end before what it waits for.</summary>
    private static TimeSpan WholeMilliseconds(TimeSpan time) =>
        TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(time.TotalMilliseconds)));

    /// <inheritdoc />
    public MarketSnapshot Latest(DateTimeOffset asOf) =>
        new(
            asOf,
            universe,
            Newest(daily) is { } days ? SnapshotCut.Daily(days, asOf, clocks.Calendar) : null,
            Newest(intraday) is { } bars ? SnapshotCut.Intraday(bars, asOf, options.IntradaySessions) : null,
            SnapshotCut.Quotes(quotes.Readings.Select(r => r.Value), asOf),
            SnapshotCut.Vix(Newest(vix) ?? [], asOf),
            SnapshotCut.News(Newest(news) ?? [], asOf, options.NewsWindow),
            Newest(macro)?.At(asOf) ?? (IReadOnlyList<MacroValue>)[],
            NewestBy(account, asOf),
            NewestBy(borrow, asOf) ?? FrozenDictionary<Symbol, Borrow>.Empty,
            StatusesAt(asOf)
        );

    private static T? Newest<T>(CachedSource<T> source)
        where T : class => source.Readings.FirstOrDefault()?.Value;

    private static T? NewestBy<T>(CachedSource<T> source, DateTimeOffset asOf)
        where T : class => source.Readings.FirstOrDefault(r => r.NewestAt <= asOf)?.Value;

    private IReadOnlyList<SourceStatus> StatusesAt(DateTimeOffset now) =>
        [.. sources.Select(s => s.StatusAt(now)), OffUntilFed(SourceRules.Fundamentals)];

    private static SourceStatus OffUntilFed(SourceRule rule) =>
        new(rule.Name, SourceHealth.Off, null, null, null, null);
}
