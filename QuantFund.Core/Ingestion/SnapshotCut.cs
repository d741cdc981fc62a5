using System.Collections.Frozen;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;

namespace QuantFund.Core.Ingestion;

/// <summary>Cuts a source's value at a moment, so that nothing in a snapshot is newer than it.</summary>
internal static class SnapshotCut
{
    public static DailyPanel Daily(DailyPanel panel, DateTimeOffset asOf, IMarketCalendar calendar)
    {
        var kept = panel.Sessions.Count;
        while (kept > 0 && !(calendar.SessionOn(panel.Sessions[kept - 1])?.Close <= asOf))
            kept--;
        return panel.Window(0, kept);
    }

    /// <param name="panel">15-minute bars.</param>
    /// <param name="asOf">Nothing that was not complete by then is seen.</param>
    /// <param name="most">Sessions at most, the last ones.</param>
    public static IntradayPanel Intraday(IntradayPanel panel, DateTimeOffset asOf, int most)
    {
        var end = panel.Sessions.Count;
        while (end > 0 && panel.Sessions[end - 1].Open > asOf)
            end--;
        var bars = end == 0 ? 0 : CompletedBars(panel.Sessions[end - 1], asOf);
        var start = Math.Max(0, end - most);
        return start == 0 && end == panel.Sessions.Count && !HasBarsFrom(panel, bars)
            ? panel
            : panel.Window(start, end - start, bars);
    }

    /// <summary>The newest quote of each symbol that is not newer than the moment, over the readings kept.</summary>
    public static IReadOnlyDictionary<Symbol, Quote> Quotes(
        IEnumerable<IReadOnlyDictionary<Symbol, Quote>> newestFirst,
        DateTimeOffset asOf
    )
    {
        var quotes = new Dictionary<Symbol, Quote>();
        foreach (var reading in newestFirst)
        {
            foreach (var (symbol, quote) in reading)
            {
                if (quote.Time <= asOf)
                    quotes.TryAdd(symbol, quote);
            }
        }

        return quotes.ToFrozenDictionary();
    }

    public static IReadOnlyList<VixClose> Vix(IReadOnlyList<VixClose> closes, DateTimeOffset asOf) =>
        [.. closes.Where(c => c.Time <= asOf)];

    public static IReadOnlyList<NewsArticle> News(
        IReadOnlyList<NewsArticle> articles,
        DateTimeOffset asOf,
        TimeSpan window
    ) => [.. articles.Where(a => a.Published <= asOf && a.Published > asOf - window)];

    /// <summary>When the newest session with a close ended; null when the panel holds none.</summary>
    public static DateTimeOffset? NewestOf(DailyPanel panel, IMarketCalendar calendar)
    {
        for (var session = panel.Sessions.Count - 1; session >= 0; session--)
        {
            for (var symbol = 0; symbol < panel.Symbols; symbol++)
            {
                if (!double.IsNaN(panel.Closes(symbol)[session]))
                    return calendar.SessionOn(panel.Sessions[session])?.Close;
            }
        }

        return null;
    }

    /// <summary>When the newest bar of any symbol ended; null when the panel holds none.</summary>
    public static DateTimeOffset? NewestOf(IntradayPanel panel)
    {
        for (var session = panel.Sessions.Count - 1; session >= 0; session--)
        {
            var newest = -1;
            for (var symbol = 0; symbol < panel.Symbols; symbol++)
            {
                var day = IntradayPanel.Day(panel.Closes(symbol), session);
                var slot = day.Length - 1;
                while (slot > newest && double.IsNaN(day[slot]))
                    slot--;
                newest = Math.Max(newest, slot);
            }
            if (newest >= 0)
                return panel.Sessions[session].Open + ((newest + 1) * Session.BarLength);
        }

        return null;
    }

    private static int CompletedBars(Session session, DateTimeOffset asOf) =>
        Math.Min(session.BarCount, (int)((asOf - session.Open) / Session.BarLength));

    private static bool HasBarsFrom(IntradayPanel panel, int slot)
    {
        for (var symbol = 0; symbol < panel.Symbols; symbol++)
        {
            var day = IntradayPanel.Day(panel.Closes(symbol), panel.Sessions.Count - 1);
            for (var later = slot; later < day.Length; later++)
            {
                if (!double.IsNaN(day[later]))
                    return true;
            }
        }

        return false;
    }
}
