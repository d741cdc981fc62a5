using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;

namespace QuantFund.Core.Ingestion;

/// <summary>
/// The guard before a decision reads anything: a snapshot that holds a datum newer than its moment is a defect of whoever
/// cut it, and is refused. One pass over what can be newer; the prices of past sessions are not looked at.
/// </summary>
internal static class LookAhead
{
    /// <param name="snapshot">What is to be read.</param>
    /// <param name="session">The session that the moment falls into or that closed last before it.</param>
    /// <exception cref="InvalidOperationException">A datum is newer than the snapshot; the message names it.</exception>
    public static void Refuse(MarketSnapshot snapshot, Session session)
    {
        Daily(snapshot, session);
        Intraday(snapshot);
        foreach (var quote in snapshot.Quotes.Values)
            if (quote.Time > snapshot.AsOf)
                throw Newer($"The quote of {quote.Symbol}", quote.Time, snapshot);
        foreach (var close in snapshot.Vix)
            if (close.Time > snapshot.AsOf)
                throw Newer("A VIX close", close.Time, snapshot);
        foreach (var article in snapshot.News)
            if (article.Published > snapshot.AsOf)
                throw Newer($"The article '{article.Id}'", article.Published, snapshot);
        if (snapshot.Account is { } account)
            if (account.Time > snapshot.AsOf)
                throw Newer("The account", account.Time, snapshot);
        // A history that was cut by then can't hold anything later.
        if (snapshot.Macro is MacroHistory { Through: { } through } && through <= snapshot.AsOf)
            return;
        foreach (var value in snapshot.Macro)
            if (value.Released > snapshot.AsOf)
                throw Newer($"{value.Series} of {value.Period:yyyy-MM-dd}", value.Released, snapshot);
    }

    private static void Daily(MarketSnapshot snapshot, Session session)
    {
        if (snapshot.Daily?.Sessions is not [.., var last] || last < session.Date)
            return;
        var closes = last == session.Date ? session.Close : NewYork.ToUtc(last, new TimeOnly(16, 0));
        if (closes > snapshot.AsOf)
            throw Newer($"The daily bars of {last:yyyy-MM-dd}", closes, snapshot);
    }

    private static void Intraday(MarketSnapshot snapshot)
    {
        if (snapshot.Intraday is not { Sessions: [.., var last] } panel)
            return;
        if (last.Open > snapshot.AsOf)
            throw Newer($"The session of {last.Date:yyyy-MM-dd}", last.Open, snapshot);
        var bars = Math.Min(last.BarCount, (int)((snapshot.AsOf - last.Open) / Session.BarLength));
        for (var row = 0; row < panel.Symbols; row++)
        {
            var day = IntradayPanel.Day(panel.Closes(row), panel.Sessions.Count - 1);
            for (var slot = bars; slot < day.Length; slot++)
                if (!double.IsNaN(day[slot]))
                    throw Newer(
                        $"A 15-minute bar of {snapshot.Universe[row].Symbol}",
                        last.Open + ((slot + 1) * Session.BarLength),
                        snapshot
                    );
        }
    }

    private static InvalidOperationException Newer(string datum, DateTimeOffset known, MarketSnapshot snapshot) =>
        new(
            FormattableString.Invariant(
                $"{datum} is of {known.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC: a decision as of {snapshot.AsOf.UtcDateTime:yyyy-MM-dd HH:mm:ss} can't read it."
            )
        );
}
