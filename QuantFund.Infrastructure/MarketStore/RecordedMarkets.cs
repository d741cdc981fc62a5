using QuantFund.Core.Backtesting;
using QuantFund.Core.Domain;
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
        return Read(history, first, date, days, options);
    }

    /// <summary>Daily bars from a year and more before one date up to another: what a backtest plays.</summary>
    /// <exception cref="StartupException">The store has no bar there, or the calendar doesn't reach.</exception>
    public static RecordedMarket Between(MarketHistory history, DateOnly from, DateOnly to, IngestionOptions options)
    {
        var first = FirstDay(from, options);
        return Read(history, first, to, [], options);
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

    private static RecordedMarket Read(
        MarketHistory history,
        DateOnly first,
        DateOnly last,
        IReadOnlyList<Session> days,
        IngestionOptions options
    )
    {
        var calendar = NyseCalendar.Instance;
        var universe = UniverseOf(history, first, last);
        if (universe.Count == 0)
            throw new StartupException(
                $"No bars of {first:yyyy-MM-dd} to {last:yyyy-MM-dd} are there. Import some, or name files with --bars and --intraday."
            );
        return new RecordedMarket(
            universe,
            Daily(history, universe, first, last),
            Intraday(history, universe, days),
            ReplayFacts.Vix(history, calendar),
            ReplayFacts.News(history),
            ReplayFacts.Macro(history),
            calendar,
            options
        );
    }

    private static Universe UniverseOf(MarketHistory history, DateOnly first, DateOnly last)
    {
        var sectors = history.Sectors();
        return new Universe(
            history.Names(first, last).Select(s => ReplayUniverse.Instrument(s, sectors, UniverseCsv.Shipped))
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
            history.EachDaily(first, last)
        ).Panel;
    }

    private static IntradayPanel? Intraday(MarketHistory history, Universe universe, IReadOnlyList<Session> days)
    {
        var panel = new IntradayPanel(days, universe.Count);
        var found = false;
        for (var day = 0; day < days.Count; day++)
            foreach (var bar in history.QuarterHours(days[day]))
            {
                var row = universe.IndexOf(bar.Symbol);
                if (row < 0)
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
