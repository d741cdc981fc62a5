using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Simulation;

namespace QuantFund.Infrastructure.PaperExchange;

/// <summary>
/// The tape as data feeds: everything is cut at the earlier of what is asked for and market time, so that no future
/// leaves the exchange. Panels are kept until another bar is complete.
/// </summary>
public sealed class TapeFeeds(IMarketTape tape, MarketTime marketTime)
    : IDailyPriceFeed,
        IIntradayPriceFeed,
        IVixFeed,
        INewsFeed,
        IMacroFeed
{
    private const int VixDays = 20;

    private readonly Lock gate = new();
    private (Universe Universe, int Sessions, DateOnly Through, DailyPanel Panel)? daily;
    private (Universe Universe, int Sessions, DateOnly Today, int Bars, IntradayPanel Panel)? intraday;

    public Task<DailyPanel> DailyAsync(
        Universe universe,
        int sessions,
        DateTimeOffset asOf,
        CancellationToken cancellation
    )
    {
        cancellation.ThrowIfCancellationRequested();
        var through = tape.Calendar.LastClosedBy(Cut(asOf)).Date;
        lock (gate)
        {
            if (daily is { } kept && kept.Universe == universe && kept.Sessions == sessions && kept.Through == through)
                return Task.FromResult(kept.Panel);
            var panel = Of(universe, tape.Daily(through, sessions));
            daily = (universe, sessions, through, panel);
            return Task.FromResult(panel);
        }
    }

    public Task<IntradayPanel> IntradayAsync(
        Universe universe,
        int sessions,
        DateTimeOffset asOf,
        CancellationToken cancellation
    )
    {
        cancellation.ThrowIfCancellationRequested();
        var cut = Cut(asOf);
        var last = tape.Calendar.SessionAt(cut) ?? tape.Calendar.LastClosedBy(cut);
        var bars = (int)Math.Min(last.BarCount, (cut - last.Open) / Session.BarLength);
        lock (gate)
        {
            if (
                intraday is { } kept
                && kept.Universe == universe
                && kept.Sessions == sessions
                && kept.Today == last.Date
                && kept.Bars == bars
            )
                return Task.FromResult(kept.Panel);
            var panel = IntradayOf(universe, tape.Calendar.LastSessions(last.Date, sessions), bars);
            intraday = (universe, sessions, last.Date, bars, panel);
            return Task.FromResult(panel);
        }
    }

    /// <summary>One value a day, its last known one: closes, and for the day at hand the newest.</summary>
    public Task<IReadOnlyList<VixClose>> VixAsync(DateTimeOffset asOf, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var cut = Cut(asOf);
        IReadOnlyList<VixClose> closes =
        [
            .. tape.Vix(cut.AddDays(-VixDays), cut).GroupBy(v => NewYork.DateOf(v.Time)).Select(day => day.Last()),
        ];
        return Task.FromResult(closes);
    }

    public Task<IReadOnlyList<NewsArticle>> NewsAsync(
        DateTimeOffset asOf,
        TimeSpan window,
        CancellationToken cancellation
    )
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(tape.News(asOf - window, Cut(asOf)));
    }

    public Task<IReadOnlyList<MacroValue>> MacroAsync(DateTimeOffset asOf, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(tape.Macro(Cut(asOf)));
    }

    private DateTimeOffset Cut(DateTimeOffset asOf)
    {
        var now = marketTime.Now;
        return asOf < now ? asOf : now;
    }

    private DailyPanel Of(Universe universe, DailyPanel source)
    {
        if (ReferenceEquals(universe, tape.Universe))
            return source;
        var panel = new DailyPanel(source.Sessions, universe.Count);
        var count = source.Sessions.Count;
        for (var row = 0; row < universe.Count; row++)
        {
            var from = tape.Universe.IndexOf(universe[row].Symbol);
            if (from < 0)
                continue;
            source.Row(source.Open, from).CopyTo(panel.Open.AsSpan(row * count));
            source.Row(source.High, from).CopyTo(panel.High.AsSpan(row * count));
            source.Row(source.Low, from).CopyTo(panel.Low.AsSpan(row * count));
            source.Row(source.Close, from).CopyTo(panel.Close.AsSpan(row * count));
            source.Row(source.Volume, from).CopyTo(panel.Volume.AsSpan(row * count));
        }
        return panel;
    }

    private IntradayPanel IntradayOf(Universe universe, IReadOnlyList<Session> sessions, int barsToday)
    {
        var panel = new IntradayPanel(sessions, universe.Count);
        for (var at = 0; at < sessions.Count; at++)
        {
            var day = tape.Bars(sessions[at]);
            var bars = at == sessions.Count - 1 ? barsToday : SessionBars.Slots;
            for (var row = 0; row < universe.Count; row++)
            {
                var from = tape.Universe.IndexOf(universe[row].Symbol);
                if (from < 0)
                    continue;
                var cell = SessionBars.Cell(from, 0);
                var target = ((row * sessions.Count) + at) * SessionBars.Slots;
                day.Open.AsSpan(cell, bars).CopyTo(panel.Open.AsSpan(target));
                day.High.AsSpan(cell, bars).CopyTo(panel.High.AsSpan(target));
                day.Low.AsSpan(cell, bars).CopyTo(panel.Low.AsSpan(target));
                day.Close.AsSpan(cell, bars).CopyTo(panel.Close.AsSpan(target));
                day.Volume.AsSpan(cell, bars).CopyTo(panel.Volume.AsSpan(target));
            }
        }
        return panel;
    }
}
