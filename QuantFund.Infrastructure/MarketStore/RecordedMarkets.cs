using QuantFund.Core.Backtesting.Market;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ingestion;
using QuantFund.Infrastructure.MarketStore.Replay;

namespace QuantFund.Infrastructure.MarketStore;

/// <summary>Reads the market store into memory for decisions about the past.</summary>
public static class RecordedMarkets
{
    /// <summary>What one decision may read: the last sessions before a moment and nothing after it.</summary>
    /// <exception cref="StartupException">The store has no bar by then, or the calendar doesn't reach.</exception>
    public static RecordedMarket At(MarketHistory history, DateTimeOffset asOf, IngestionOptions options)
    {
        var calendar = NyseCalendar.Instance;
        var date = NewYork.DateOf(asOf);
        var first = FirstDay(date, options);
        var days = calendar.LastSessions(date, options.IntradaySessions);
        var universe = UniverseOf(history, first, date);
        return Market(
            history,
            universe,
            Daily(history, universe, first, date),
            Intraday(history, universe, days),
            options
        );
    }

    /// <summary>
    /// What a backtest plays: daily bars from a year and more before one date up to another, and the 15-minute bars of the
    /// names that are played from them, with the sessions before that features look back to.
    /// </summary>
    /// <exception cref="StartupException">The store has no bar there, or the calendar doesn't reach.</exception>
    public static RecordedMarket Between(MarketHistory history, DateOnly from, DateOnly to, IngestionOptions options)
    {
        var calendar = NyseCalendar.Instance;
        var first = FirstDay(from, options);
        var universe = UniverseOf(history, first, to);
        var daily = Daily(history, universe, first, to);
        var played = calendar.Sessions(
            calendar.LastSessions(from, options.IntradaySessions)[0].Date,
            to < NyseCalendar.LastDate ? to : NyseCalendar.LastDate
        );
        var days = history.DatesWithQuarterHours(played[0], played[^1]).ToHashSet();
        var intraday = Intraday(history, universe, [.. played.Where(s => days.Contains(s.Date))]);
        if (intraday is not null && daily is not null)
            intraday = PlayedFromIntraday.Of(intraday, daily);
        return Market(history, universe, daily, intraday, options);
    }

    /// <summary>The first day of the bars that a decision on a day may look back on.</summary>
    private static DateOnly FirstDay(DateOnly date, IngestionOptions options)
    {
        var needed = options.DailySessions + 1;
        var calendar = NyseCalendar.Instance;
        if (
            date < NyseCalendar.FirstDate
            || date > NyseCalendar.LastDate
            || calendar.Sessions(NyseCalendar.FirstDate, date).Count < needed
        )
            throw new StartupException(
                $"{date:yyyy-MM-dd} is out of reach: sessions are known from {NyseCalendar.FirstDate:yyyy-MM-dd} to {NyseCalendar.LastDate:yyyy-MM-dd}, and a decision looks back on {options.DailySessions} of them."
            );
        return calendar.LastSessions(date, needed)[0].Date;
    }

    private static RecordedMarket Market(
        MarketHistory history,
        Universe universe,
        DailyPanel? daily,
        IntradayPanel? intraday,
        IngestionOptions options
    ) =>
        new(
            universe,
            daily,
            intraday,
            ReplayFacts.Vix(history, NyseCalendar.Instance),
            ReplayFacts.News(history),
            ReplayFacts.Macro(history),
            NyseCalendar.Instance,
            options
        );

    private static Universe UniverseOf(MarketHistory history, DateOnly first, DateOnly last)
    {
        var sectors = history.Sectors();
        var names = history.Names(first, last);
        return names.Count > 0
            ? new Universe(names.Select(s => ReplayUniverse.Instrument(s, sectors, UniverseCsv.Shipped)))
            : throw new StartupException(
                $"No bars of {first:yyyy-MM-dd} to {last:yyyy-MM-dd} are there. Import some, or name files with --bars and --intraday."
            );
    }

    private static DailyPanel? Daily(MarketHistory history, Universe universe, DateOnly first, DateOnly last)
    {
        if (history.DailyRange() is not { } range || range.First > last || range.Last < first)
            return null;
        var newest = range.Last < last ? range.Last : last;
        return new DailyHistory(
            universe,
            NyseCalendar.Instance.Sessions(first, newest),
            history.EachDaily(first, last),
            history.RealJumps
        ).Panel;
    }

    private static IntradayPanel? Intraday(MarketHistory history, Universe universe, IReadOnlyList<Session> days)
    {
        if (days.Count == 0)
            return null;
        var panel = new IntradayPanel(days, universe.Count);
        var indexes = days.Index().ToDictionary(d => d.Item.Date, d => d.Index);
        var found = false;
        foreach (var bar in history.QuarterHours(days[0], days[^1]))
        {
            var row = universe.IndexOf(bar.Symbol);
            // A regular session never spans midnight UTC.
            if (row < 0 || !indexes.TryGetValue(DateOnly.FromDateTime(bar.Time.UtcDateTime), out var day))
                continue;
            var slot = (int)((bar.Time - days[day].Open) / Session.BarLength);
            var at = (((row * days.Count) + day) * IntradayPanel.BarsPerSession) + slot;
            panel.Open[at] = bar.Open;
            panel.High[at] = bar.High;
            panel.Low[at] = bar.Low;
            panel.Close[at] = bar.Close;
            panel.Volume[at] = bar.Volume;
            found = true;
        }
        return found ? panel : null;
    }
}
