using System.Collections.Frozen;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Ingestion.Sources;

namespace QuantFund.Core.Backtesting.Market;

/// <summary>
/// A market from its record: whatever was known at a moment, cut at it. The sources' ages and health follow the same rules as
/// live; a source without a datum by then is stale, one that was never recorded is off. History has no quotes and no
/// account, and says nothing of borrowing (<see cref="AssumedBorrow"/>).
/// </summary>
public sealed class RecordedMarket : IIngestion
{
    private const int BorrowSessions = 21;

    // Enough periods to tell how often a series comes.
    private const int PeriodsForFrequency = 25;

    private readonly IMarketCalendar calendar;
    private readonly IngestionOptions options;
    private readonly VixClose[] vix;
    private readonly NewsArticle[] news;
    private readonly MacroHistory macro;
    private readonly DateTimeOffset? intradayEnd;

    /// <param name="universe">Names in the rows of both panels.</param>
    /// <param name="daily">Daily bars of consecutive sessions; null = none recorded.</param>
    /// <param name="intraday">15-minute bars of consecutive sessions; null = none recorded.</param>
    /// <param name="vix">Closes with the moment each was known.</param>
    /// <param name="news">Articles.</param>
    /// <param name="macro">Values with the moment each was released.</param>
    /// <param name="calendar">Sessions.</param>
    /// <param name="options">Lengths of the histories that a decision sees.</param>
    public RecordedMarket(
        Universe universe,
        DailyPanel? daily,
        IntradayPanel? intraday,
        IEnumerable<VixClose> vix,
        IEnumerable<NewsArticle> news,
        IEnumerable<MacroValue> macro,
        IMarketCalendar calendar,
        IngestionOptions options
    )
    {
        Universe = universe;
        Daily = daily;
        Intraday = intraday;
        this.calendar = calendar;
        this.options = options;
        this.vix = [.. vix.OrderBy(v => v.Time)];
        this.news = [.. news.OrderBy(a => a.Published)];
        this.macro = MacroHistory.Of(macro);
        intradayEnd = intraday is null ? null : SnapshotCut.NewestOf(intraday);
    }

    public Universe Universe { get; }

    public DailyPanel? Daily { get; }

    public IntradayPanel? Intraday { get; }

    /// <summary>The statuses of the last snapshot.</summary>
    public IReadOnlyList<SourceStatus> Sources { get; private set; } = [];

    public Task DriveAsync(Action<IReadOnlyList<SourceStatus>> heard, CancellationToken cancellation) =>
        Task.CompletedTask;

    public Task RefreshQuotesAsync(CancellationToken cancellation) => Task.CompletedTask;

    public MarketSnapshot Latest(DateTimeOffset asOf)
    {
        var daily = Daily is null ? null : Window(Daily, asOf);
        var intraday = Intraday is null ? null : SnapshotCut.Intraday(Intraday, asOf, options.IntradaySessions);
        var closes = Known(vix, v => v.Time <= asOf);
        var values = macro.At(asOf);
        var articles = Known(news, a => a.Published <= asOf);
        var oldest = Count(news, a => a.Published <= asOf - options.NewsWindow);
        Sources =
        [
            Status(
                SourceRules.DailyPrices,
                Daily is not null,
                daily is null ? null : SnapshotCut.NewestOf(daily, calendar),
                asOf
            ),
            Status(SourceRules.IntradayPrices, Intraday is not null, EndOf(intraday), asOf),
            Off(SourceRules.Quotes),
            Off(SourceRules.Account),
            Status(SourceRules.Borrow, Daily is not null, asOf, asOf),
            Status(SourceRules.News, news.Length > 0, articles.Count == 0 ? null : articles[^1].Published, asOf),
            MacroStatus(values, asOf),
            Status(SourceRules.Vix, vix.Length > 0, closes.Count == 0 ? null : closes[^1].Time, asOf),
            Off(SourceRules.Fundamentals),
        ];
        return new MarketSnapshot(
            asOf,
            Universe,
            daily,
            intraday,
            FrozenDictionary<Symbol, Quote>.Empty,
            closes,
            articles[oldest..],
            values,
            null,
            daily is null ? FrozenDictionary<Symbol, Borrow>.Empty : BorrowIn(daily),
            Sources
        );
    }

    private DateTimeOffset? EndOf(IntradayPanel? cut) =>
        cut is null ? null
        : ReferenceEquals(cut, Intraday) ? intradayEnd
        : SnapshotCut.NewestOf(cut);

    /// <summary>The last sessions that had closed by then.</summary>
    private DailyPanel Window(DailyPanel panel, DateTimeOffset asOf)
    {
        var date = NewYork.DateOf(asOf);
        var end = Count(panel.Sessions, session => session <= date);
        while (end > 0 && !(calendar.SessionOn(panel.Sessions[end - 1])?.Close <= asOf))
            end--;
        var start = Math.Max(0, end - options.DailySessions);
        return panel.Window(start, end - start);
    }

    /// <summary>The last value of a series that was released by then; null when there is none.</summary>
    public double? LastKnown(string name, DateTimeOffset asOf) => macro.At(asOf).Newest(name)?.Value;

    /// <summary>What is assumed of borrowing a name before a session of the daily panel.</summary>
    public Borrow BorrowOf(int row, int session) =>
        Daily is { } daily ? BorrowOf(daily, row, session) : AssumedBorrow.Of(Universe[row].Symbol, double.NaN);

    private BorrowColumn BorrowIn(DailyPanel panel)
    {
        var terms = new Borrow[Universe.Count];
        for (var row = 0; row < terms.Length; row++)
            terms[row] = BorrowOf(panel, row, panel.Sessions.Count);
        return new BorrowColumn(Universe, terms);
    }

    private Borrow BorrowOf(DailyPanel panel, int row, int before)
    {
        var closes = panel.Closes(row);
        var volumes = panel.Volumes(row);
        var (sum, count) = (0.0, 0);
        for (var session = Math.Max(0, before - BorrowSessions); session < before; session++)
            if (!double.IsNaN(closes[session]))
            {
                sum += closes[session] * volumes[session];
                count++;
            }
        return AssumedBorrow.Of(Universe[row].Symbol, count == 0 ? double.NaN : sum / count);
    }

    private SourceStatus Status(SourceRule rule, bool recorded, DateTimeOffset? newest, DateTimeOffset asOf)
    {
        if (!recorded)
            return Off(rule);
        var fresh = newest is { } at && SourceAge.IsFresh(rule, at, asOf, calendar);
        return new SourceStatus(
            rule.Name,
            fresh ? SourceHealth.Ok : SourceHealth.Stale,
            newest,
            (asOf - newest)?.TotalSeconds,
            newest is null ? "The record begins later." : null,
            null
        )
        {
            Outdated = !fresh,
        };
    }

    /// <summary>Each series has its own life; the source is stale when most of them have passed theirs.</summary>
    private SourceStatus MacroStatus(MacroHistory known, DateTimeOffset asOf)
    {
        if (macro.Count == 0)
            return Off(SourceRules.Macro);
        var fresh = known
            .Series()
            .Where(s =>
                MacroFreshness.FreshUntil(s.Values[Math.Max(0, s.Values.Count - PeriodsForFrequency)..]) >= asOf
            )
            .Select(s => s.Series)
            .ToHashSet(StringComparer.Ordinal);
        var overdue = macro.Names.Where(n => !fresh.Contains(n)).Order(StringComparer.Ordinal).ToList();
        var outdated = overdue.Count * 2 > fresh.Count + overdue.Count;
        DateTimeOffset? newest = known.Count == 0 ? null : known[^1].Released;
        return new SourceStatus(
            SourceNames.Macro,
            outdated ? SourceHealth.Stale : SourceHealth.Ok,
            newest,
            (asOf - newest)?.TotalSeconds,
            overdue.Count == 0 ? null : $"Overdue: {string.Join(", ", overdue)}.",
            null
        )
        {
            Outdated = outdated,
        };
    }

    private static SourceStatus Off(SourceRule rule) => new(rule.Name, SourceHealth.Off, null, null, null, null);

    private static ArraySegment<T> Known<T>(T[] items, Func<T, bool> isKnown) => new(items, 0, Count(items, isKnown));

    /// <summary>How many of the items, in order of time, are known: none is after one that is not.</summary>
    private static int Count<T>(IReadOnlyList<T> items, Func<T, bool> isKnown)
    {
        var (low, high) = (0, items.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (isKnown(items[middle]))
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
