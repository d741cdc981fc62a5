using System.Globalization;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Simulation;
using QuantFund.Core.Simulation.Replay;

namespace QuantFund.Infrastructure.MarketStore.Replay;

/// <summary>
/// Imported history, played session by session. A name with 15-minute bars over the whole window (or 1-minute bars, added
/// up) is played from them; any other from paths made of its daily bars. It is one or the other throughout: daily prices
/// are adjusted for dividends and intraday ones are not, and a series that went from one to the other would jump.
/// </summary>
internal sealed class ReplayTape : IMarketTape
{
    /// <summary>Sessions before the first one that intraday features look back to.</summary>
    public const int IntradayLookBack = 20;

    private const int KeptSessions = 32;
    private const ulong Seed = 1;

    private readonly MarketHistory history;
    private readonly DailyHistory daily;
    private readonly bool[] fromIntraday;
    private readonly IReadOnlyList<VixClose> vix;
    private readonly IReadOnlyList<MacroValue> macro;
    private readonly IReadOnlyList<NewsArticle> news;

    private readonly Lock gate = new();
    private readonly Dictionary<DateOnly, SessionBars> bars = [];
    private readonly Queue<DateOnly> order = [];
    private (DateOnly Day, IReadOnlyList<MacroValue> Values)? released;

    /// <param name="history">The store.</param>
    /// <param name="universe">Names to play.</param>
    /// <param name="daily">Their daily bars up to the last session.</param>
    /// <param name="first">First session to play.</param>
    /// <param name="last">Last session to play.</param>
    public ReplayTape(MarketHistory history, Universe universe, DailyHistory daily, Session first, Session last)
    {
        this.history = history;
        this.daily = daily;
        Universe = universe;
        First = first;
        Last = last;
        fromIntraday = WithIntraday();
        vix = ReplayFacts.Vix(history, Calendar);
        macro = ReplayFacts.Macro(history);
        news = ReplayFacts.News(history);
        Identity = string.Create(
            CultureInfo.InvariantCulture,
            $"replay-1 of store {history.Digest}, {first.Date:yyyy-MM-dd} to {last.Date:yyyy-MM-dd}, {universe.Count} names"
        );
    }

    public string Identity { get; }

    public MarketSource Source => MarketSource.Replay;

    public Universe Universe { get; }

    public IMarketCalendar Calendar => NyseCalendar.Instance;

    public Session First { get; }

    public Session Last { get; }

    /// <summary>How many names are played from intraday bars of their own; the others from their daily ones.</summary>
    public int NamesWithIntraday => fromIntraday.Count(own => own);

    public SessionBars Bars(Session session)
    {
        lock (gate)
        {
            if (bars.TryGetValue(session.Date, out var kept))
                return kept;
            var made = Make(session);
            bars.Add(session.Date, made);
            order.Enqueue(session.Date);
            if (order.Count > KeptSessions)
                bars.Remove(order.Dequeue());
            return made;
        }
    }

    public DailyPanel Daily(DateOnly through, int sessions) => daily.Last(through, sessions);

    public IReadOnlyList<VixClose> Vix(DateTimeOffset from, DateTimeOffset to) =>
        [.. vix.Where(v => v.Time > from && v.Time <= to)];

    public IReadOnlyList<NewsArticle> News(DateTimeOffset from, DateTimeOffset to) =>
        [.. news.Where(a => a.Published > from && a.Published <= to)];

    public IReadOnlyList<MacroValue> Macro(DateTimeOffset releasedBy)
    {
        // Releases come out at one hour of the day: in between, the answer is that of the day.
        var hour = NewYork.ToUtc(NewYork.DateOf(releasedBy), ReplayFacts.ReleaseHour);
        var day = NewYork.DateOf(releasedBy < hour ? hour.AddDays(-1) : hour);
        lock (gate)
        {
            if (released is { } kept && kept.Day == day)
                return kept.Values;
            IReadOnlyList<MacroValue> values = [.. macro.Where(m => m.Released <= releasedBy)];
            released = (day, values);
            return values;
        }
    }

    public Borrow BorrowOf(int symbol, DateOnly date) =>
        AssumedBorrow.Of(Universe[symbol].Symbol, daily.DollarVolume(symbol, Math.Max(0, daily.IndexOf(date)), 21));

    private bool[] WithIntraday()
    {
        var start = Calendar.LastSessions(First.Date, IntradayLookBack + 1)[0];
        var counts = history.SessionsWithQuarterHours(start, Last);
        var (from, to) = (daily.IndexOf(start.Date), daily.IndexOf(Last.Date));
        var own = new bool[Universe.Count];
        for (var row = 0; row < own.Length; row++)
        {
            var days = 0;
            for (var session = Math.Max(0, from); session <= to; session++)
            {
                if (daily.Bar(Universe[row].Symbol, row, session) is not null)
                    days++;
            }

            own[row] = SeriesChoice.IsIntraday(days, counts.GetValueOrDefault(Universe[row].Symbol));
        }

        return own;
    }

    private SessionBars Make(Session session)
    {
        var made = new SessionBars(session, Universe.Count);
        var index = daily.IndexOf(session.Date);
        foreach (var bar in history.QuarterHours(session))
            Take(bar, made);
        for (var row = 0; row < Universe.Count && index >= 0; row++)
        {
            if (!fromIntraday[row] && daily.Bar(Universe[row].Symbol, row, index) is { } day)
                DayPath.Fill(day, made, row, Seed);
            Spread(made, row, index);
        }

        return made;
    }

    private void Take(StoredBar bar, SessionBars made)
    {
        var row = Universe.IndexOf(bar.Symbol);
        if (row < 0 || !fromIntraday[row])
            return;
        var cell = SessionBars.Cell(row, (int)((bar.Time - made.Session.Open) / Session.BarLength));
        made.Open[cell] = bar.Open;
        made.High[cell] = bar.High;
        made.Low[cell] = bar.Low;
        made.Close[cell] = bar.Close;
        made.Volume[cell] = bar.Volume;
    }

    /// <summary>The model's spread, from what was known before the session.</summary>
    private void Spread(SessionBars made, int row, int index)
    {
        var dollars = daily.DollarVolume(row, index, 21);
        var ratio = daily.Range(row, index, 5) / daily.Range(row, index, 63);
        for (var slot = 0; slot < SessionBars.Slots; slot++)
        {
            var cell = SessionBars.Cell(row, slot);
            if (!double.IsNaN(made.Close[cell]))
                made.SpreadBps[cell] = SpreadModel.Bps(
                    double.IsNaN(dollars) ? 0 : dollars,
                    double.IsFinite(ratio) ? ratio : 1,
                    made.Close[cell]
                );
        }
    }
}
