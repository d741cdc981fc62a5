using System.Collections.Frozen;
using QuantFund.Core.Domain;

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

    public static IntradayPanel Intraday(IntradayPanel panel, DateTimeOffset asOf)
    {
        var sessions = panel.Sessions.TakeWhile(s => s.Open <= asOf).ToList();
        var bars = sessions.Count == 0 ? 0 : CompletedBars(sessions[^1], asOf);
        if (sessions.Count == panel.Sessions.Count && (bars == LastBars(panel) || !HasBarsFrom(panel, bars)))
            return panel;

        var cut = new IntradayPanel(sessions, panel.Symbols);
        var width = panel.Sessions.Count * IntradayPanel.BarsPerSession;
        var cutWidth = sessions.Count * IntradayPanel.BarsPerSession;
        var kept = cutWidth == 0 ? 0 : cutWidth - IntradayPanel.BarsPerSession + bars;
        CopyRows(panel.Open, width, cut.Open, cutWidth, panel.Symbols, kept);
        CopyRows(panel.High, width, cut.High, cutWidth, panel.Symbols, kept);
        CopyRows(panel.Low, width, cut.Low, cutWidth, panel.Symbols, kept);
        CopyRows(panel.Close, width, cut.Close, cutWidth, panel.Symbols, kept);
        CopyRows(panel.Volume, width, cut.Volume, cutWidth, panel.Symbols, kept);
        return cut;
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
        var stride = panel.Sessions.Count * IntradayPanel.BarsPerSession;
        for (var cell = stride - 1; cell >= 0; cell--)
        {
            for (var symbol = 0; symbol < panel.Symbols; symbol++)
            {
                if (double.IsNaN(panel.Close[(symbol * stride) + cell]))
                    continue;
                var (session, slot) = Math.DivRem(cell, IntradayPanel.BarsPerSession);
                return panel.Sessions[session].Open + ((slot + 1) * Session.BarLength);
            }
        }

        return null;
    }

    private static int CompletedBars(Session session, DateTimeOffset asOf) =>
        Math.Min(session.BarCount, (int)((asOf - session.Open) / Session.BarLength));

    private static int LastBars(IntradayPanel panel) => panel.Sessions.Count == 0 ? 0 : panel.Sessions[^1].BarCount;

    private static bool HasBarsFrom(IntradayPanel panel, int slot)
    {
        for (var symbol = 0; symbol < panel.Symbols; symbol++)
        {
            foreach (var close in panel.Day(panel.Close, symbol, panel.Sessions.Count - 1)[slot..])
            {
                if (!double.IsNaN(close))
                    return true;
            }
        }

        return false;
    }

    private static void CopyRows(double[] from, int fromWidth, double[] to, int toWidth, int rows, int kept)
    {
        for (var row = 0; row < rows; row++)
        {
            from.AsSpan(row * fromWidth, kept).CopyTo(to.AsSpan(row * toWidth));
        }
    }
}
