using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ingestion;

namespace QuantFund.Core.Simulation.Synthetic;

/// <summary>
/// A seeded synthetic market over a universe: market, sector and own factors, calm and stressed times, clustered
/// volatility, jumps with their news, a VIX and macro series. It starts at 09:30 New York on 2026-01-05 with 330 sessions
/// of history and can be played to the calendar's end. The same seed gives the same market on every machine; a name's
/// prices do not depend on which other names are in the universe.
/// </summary>
/// <remarks>
/// Sessions are made in order and the newest kept, so reading forwards is cheap and memory stays flat; reading further
/// back than that plays the market again from its beginning.
/// </remarks>
public sealed class SyntheticTape : IMarketTape
{
    public const int HistorySessions = 330;

    private const int BurnIn = 40;
    private const int KeptBars = 32;
    private const int KeptDays = 400;

    private static readonly DateOnly Start = new(2026, 1, 5);

    private readonly Lock gate = new();
    private readonly ulong seed;
    private readonly InstrumentModel[] models;
    private readonly IReadOnlyList<Session> sessions;
    private readonly SyntheticMacro macro;
    private readonly Dictionary<DateOnly, double> rates = [];
    private readonly Reel main;
    private (DateTimeOffset ReleasedBy, IReadOnlyList<MacroValue> Values)? lastMacro;

    public SyntheticTape(long seed, Universe universe)
    {
        this.seed = unchecked((ulong)seed);
        Universe = universe;
        Identity = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"synthetic-1 seed {seed}");
        models = [.. universe.Instruments.Select(i => InstrumentModel.Of(this.seed, i))];
        var calendar = NyseCalendar.Instance;
        var before = calendar.LastSessions(Start, HistorySessions + BurnIn + 1);
        sessions = [.. before, .. calendar.Sessions(Start.AddDays(1), NyseCalendar.LastDate.AddDays(-15))];
        First = sessions[HistorySessions + BurnIn];
        Last = sessions[^1];
        macro = new SyntheticMacro(this.seed);
        main = new Reel(this);
    }

    public string Identity { get; }

    public MarketSource Source => MarketSource.Simulated;

    public Universe Universe { get; }

    public IMarketCalendar Calendar => NyseCalendar.Instance;

    public Session First { get; }

    public Session Last { get; }

    public SessionBars Bars(Session session)
    {
        lock (gate)
        {
            var index = IndexOf(session.Date);
            if (index < BurnIn)
                return new SessionBars(session, Universe.Count);
            return ReelAt(index, KeptBars).Bars(index);
        }
    }

    public DailyPanel Daily(DateOnly through, int sessions)
    {
        lock (gate)
        {
            var last = LastIndexBy(through);
            var first = Math.Max(BurnIn, last - sessions + 1);
            var count = Math.Max(0, last - first + 1);
            var panel = new DailyPanel([.. this.sessions.Skip(first).Take(count).Select(s => s.Date)], Universe.Count);
            if (count == 0)
                return panel;
            var reel = ReelAt(last, KeptDays, first);
            for (var i = 0; i < count; i++)
                Copy(reel.Day(first + i), panel, i, count);
            return panel;
        }
    }

    public IReadOnlyList<VixClose> Vix(DateTimeOffset from, DateTimeOffset to) =>
        Between(from, to, day => day.Vix, v => v.Time);

    public IReadOnlyList<NewsArticle> News(DateTimeOffset from, DateTimeOffset to) =>
        Between(from, to, day => day.News, a => a.Published);

    public IReadOnlyList<MacroValue> Macro(DateTimeOffset releasedBy)
    {
        lock (gate)
        {
            // Releases come out once a day at one hour: in between the answer stays.
            var date = NewYork.DateOf(releasedBy);
            var hour = NewYork.ToUtc(date, new TimeOnly(8, 30));
            var asOf = releasedBy >= hour ? hour : NewYork.ToUtc(date.AddDays(-1), new TimeOnly(8, 30));
            if (lastMacro is { } cached && cached.ReleasedBy == asOf)
                return cached.Values;
            var yesterday = NewYork.DateOf(asOf).AddDays(-1);
            var index = LastIndexBy(yesterday);
            if (index >= 0)
                main.AdvanceTo(index);
            macro.ExtendTo(yesterday, day => rates.TryGetValue(day, out var bond) ? bond : null);
            var values = macro.ReleasedBy(asOf);
            lastMacro = (asOf, values);
            return values;
        }
    }

    public Borrow BorrowOf(int symbol, DateOnly date) => models[symbol].Borrow;

    private static void Copy(SyntheticSession day, DailyPanel panel, int session, int count)
    {
        for (var row = 0; row < panel.Symbols; row++)
        {
            var at = (row * count) + session;
            panel.Open[at] = day.Open[row];
            panel.High[at] = day.High[row];
            panel.Low[at] = day.Low[row];
            panel.Close[at] = day.Close[row];
            panel.Volume[at] = day.Volume[row];
        }
    }

    private List<T> Between<T>(
        DateTimeOffset from,
        DateTimeOffset to,
        Func<SyntheticSession, IReadOnlyList<T>> items,
        Func<T, DateTimeOffset> time
    )
    {
        lock (gate)
        {
            var found = new List<T>();
            if (to <= from)
                return found;
            // A session owns what lies between the close before it and its own.
            var first = Math.Max(BurnIn, LastClosedBy(from) + 1);
            var last = Math.Min(sessions.Count - 1, LastClosedBy(to) + 1);
            if (last < first)
                return found;
            var reel = ReelAt(last, KeptDays, first);
            for (var i = first; i <= last; i++)
                found.AddRange(items(reel.Day(i)).Where(item => time(item) > from && time(item) <= to));
            return found;
        }
    }

    private int IndexOf(DateOnly date)
    {
        var index = LastIndexBy(date);
        return index >= 0 && sessions[index].Date == date
            ? index
            : throw new ArgumentOutOfRangeException(nameof(date), date, "The synthetic market has no session then.");
    }

    private int LastIndexBy(DateOnly date) => Search(s => s.Date <= date);

    private int LastClosedBy(DateTimeOffset time) => Search(s => s.Close <= time);

    /// <summary>The last session for which a test holds that holds for all before it; −1 for none.</summary>
    private int Search(Func<Session, bool> holds)
    {
        var (low, high) = (-1, sessions.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (holds(sessions[middle]))
                low = middle;
            else
                high = middle - 1;
        }
        return low;
    }

    /// <summary>The main reel when it still holds what is asked for, else one played again from the beginning.</summary>
    private Reel ReelAt(int index, int kept, int? first = null)
    {
        main.AdvanceTo(index);
        if ((first ?? index) > main.Position - kept)
            return main;
        var again = new Reel(this);
        again.AdvanceTo(index);
        return again;
    }

    /// <summary>The walk with its newest sessions.</summary>
    private sealed class Reel(SyntheticTape tape)
    {
        private readonly SyntheticWalk walk = new(tape.seed, tape.models);
        private readonly SessionBars[] bars = new SessionBars[KeptBars];
        private readonly SyntheticSession[] days = new SyntheticSession[KeptDays];

        /// <summary>Index of the newest session made; −1 before the first.</summary>
        public int Position { get; private set; } = -1;

        public SessionBars Bars(int index) => bars[index % KeptBars];

        public SyntheticSession Day(int index) => days[index % KeptDays];

        public void AdvanceTo(int index)
        {
            while (Position < index)
            {
                Position++;
                var session = tape.sessions[Position];
                var target = new SessionBars(session, tape.models.Length);
                var day = walk.Next(session, target);
                bars[Position % KeptBars] = target;
                days[Position % KeptDays] = day;
                if (Position >= BurnIn)
                    tape.rates[session.Date] = day.RatesReturn;
            }
        }
    }
}
