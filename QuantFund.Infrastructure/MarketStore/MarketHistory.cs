using System.Globalization;
using DuckDB.NET.Data;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;

namespace QuantFund.Infrastructure.MarketStore;

/// <summary>One stored bar. A daily one starts at midnight UTC of its New York date.</summary>
public readonly record struct StoredBar(
    Symbol Symbol,
    DateTimeOffset Time,
    double Open,
    double High,
    double Low,
    double Close,
    double Volume
);

/// <summary>One stored score of an article for a ticker; the ticker may be no symbol that can be traded.</summary>
public sealed record StoredScore(
    DateTimeOffset Published,
    string Article,
    string Ticker,
    double Relevance,
    double Score,
    double Overall,
    string Topics
);

/// <summary>
/// The market store as it was when this was opened: later imports don't show in it, and remove none of its files while it
/// is open.
/// </summary>
public sealed class MarketHistory : IDisposable
{
    private static readonly (Timeframe Timeframe, TimeSpan Length)[] ShortBars =
    [
        (Timeframe.QuarterHour, Session.BarLength),
        (Timeframe.Minute, TimeSpan.FromMinutes(1)),
    ];

    private readonly MarketFolder folder;
    private readonly StoreManifest manifest;
    private readonly FileStream held;
    private readonly DailyBars? named;
    private readonly Explanations explanations;

    /// <param name="folder">The store.</param>
    /// <param name="daily">Daily bars that count instead of the store's; null = the store's.</param>
    public MarketHistory(MarketFolder folder, DailyBars? daily = null)
    {
        this.folder = folder;
        named = daily;
        held = folder.HoldForReading();
        manifest = folder.Manifest();
        explanations = new Explanations(
            RowsOf(MarketTable.Explained) == 0
                ? []
                : Query(
                    $"SELECT symbol, date, cause, ratio FROM {Source(MarketTable.Explained)}",
                    r => new Explanation(
                        Symbol.Parse(r.GetString(0)),
                        r.GetFieldValue<DateOnly>(1),
                        r.GetString(2),
                        r.GetDouble(3)
                    )
                )
        );
    }

    /// <summary>Jumps that are explained as real; those that are explained otherwise are no longer in the bars.</summary>
    public IEnumerable<(Symbol Symbol, DateOnly Date)> RealJumps => explanations.Real;

    /// <summary>Names the content.</summary>
    public string Digest => manifest.Digest();

    public string Root => folder.Root;

    public long RowsOf(MarketTable table) => manifest.RowsOf(table);

    /// <summary>Daily bars of sessions from one date to another, both included, by symbol and time.</summary>
    public IReadOnlyList<StoredBar> Daily(DateOnly from, DateOnly through)
    {
        if (named is not null)
            return [.. explanations.Apply(named.Between(from, through))];
        var range = $"time BETWEEN {DuckDb.Time(from)} AND {DuckDb.Time(through)}";
        return Bars($"SELECT * FROM {Source(MarketTable.Bars(Timeframe.Day))} WHERE {range} ORDER BY symbol, time");
    }

    /// <summary>Bars of some names, added up to days, by symbol and time; both dates included.</summary>
    internal IEnumerable<StoredBar> Days(
        MarketTable bars,
        DateOnly from,
        DateOnly through,
        IReadOnlySet<string> names
    ) =>
        Bars(
                $"""
                SELECT symbol, date_trunc('day', time)::TIMESTAMP AS day, arg_min(open, time), max(high), min(low),
                    arg_max(close, time), sum(volume)
                FROM {Source(bars)} WHERE time >= {DuckDb.Time(from)} AND time < {DuckDb.Time(through.AddDays(1))}
                GROUP BY symbol, day ORDER BY symbol, day
                """
            )
            .Where(b => names.Contains(b.Symbol.Value));

    /// <summary>The same one after another, in an order in which a later bar of equal key counts.</summary>
    public IEnumerable<StoredBar> EachDaily(DateOnly from, DateOnly through) =>
        named is null ? Daily(from, through) : explanations.Apply(named.Between(from, through));

    /// <summary>The first and last date that has a daily bar; null when there is none.</summary>
    public (DateOnly First, DateOnly Last)? DailyRange()
    {
        if (named is not null)
            return named.Range;
        if (RowsOf(MarketTable.Bars(Timeframe.Day)) == 0)
            return null;
        using var connection = DuckDb.Open();
        return connection
            .Query(
                $"SELECT min(time), max(time) FROM {Source(MarketTable.Bars(Timeframe.Day))}",
                r => (DateOnly.FromDateTime(r.GetDateTime(0)), DateOnly.FromDateTime(r.GetDateTime(1)))
            )
            .Single();
    }

    /// <summary>
    /// 15-minute bars of one session, by symbol and time; of a name that has none there but has 1-minute bars, those
    /// added up.
    /// </summary>
    public IReadOnlyList<StoredBar> QuarterHours(Session session) => QuarterHours(session, session);

    /// <summary>The same of every session from one to another.</summary>
    public IReadOnlyList<StoredBar> QuarterHours(Session first, Session last)
    {
        var range = $"time >= {DuckDb.Time(first.Open)} AND time < {DuckDb.Time(last.Close)}";
        return Bars($"WITH {QuarterHourSource(range)} SELECT * FROM quarters ORDER BY symbol, time");
    }

    /// <summary>The dates of a range of sessions on which any symbol has 15-minute bars, oldest first.</summary>
    public IReadOnlyList<DateOnly> DatesWithQuarterHours(Session first, Session last)
    {
        var range = $"time >= {DuckDb.Time(first.Open)} AND time < {DuckDb.Time(last.Close)}";
        return Query(
            $"WITH {QuarterHourSource(range)} SELECT DISTINCT time::DATE AS date FROM quarters ORDER BY date",
            r => r.GetFieldValue<DateOnly>(0)
        );
    }

    /// <summary>In how many sessions of a range each symbol has 15-minute bars.</summary>
    public IReadOnlyDictionary<Symbol, int> SessionsWithQuarterHours(Session first, Session last)
    {
        var range = $"time >= {DuckDb.Time(first.Open)} AND time < {DuckDb.Time(last.Close)}";
        using var connection = DuckDb.Open();
        // A regular session never spans midnight UTC.
        return connection
            .Query(
                $"WITH {QuarterHourSource(range)} SELECT symbol, count(DISTINCT time::DATE) FROM quarters GROUP BY symbol",
                r => (Symbol: Symbol.Parse(r.GetString(0)), Sessions: (int)r.GetInt64(1))
            )
            .ToDictionary(p => p.Symbol, p => p.Sessions);
    }

    /// <summary>The names that have a bar of any length in a range of dates, both included.</summary>
    public IReadOnlyList<Symbol> Names(DateOnly from, DateOnly through)
    {
        var range = $"time >= {DuckDb.Time(from)} AND time < {DuckDb.Time(through.AddDays(1))}";
        var inMemory = named?.Names(from, through) ?? [];
        var stored = Enum.GetValues<Timeframe>().Where(t => RowsOf(MarketTable.Bars(t)) > 0).ToList();
        if (stored.Count == 0)
            return [.. inMemory];
        var tables = stored.Select(t => $"SELECT symbol FROM {Source(MarketTable.Bars(t))} WHERE {range}");
        return
        [
            .. Query(
                    $"SELECT DISTINCT symbol FROM ({string.Join(" UNION ALL ", tables)}) ORDER BY symbol",
                    r => Symbol.Parse(r.GetString(0))
                )
                .Union(inMemory)
                .Order(),
        ];
    }

    /// <summary>When the newest bar of any length ended; null when there is no bar.</summary>
    public DateTimeOffset? LastBarEnd(IMarketCalendar calendar)
    {
        var ends = new List<DateTimeOffset>();
        if (DailyRange() is { } daily && calendar.SessionOn(daily.Last) is { } session)
            ends.Add(session.Close);
        foreach (var (timeframe, length) in ShortBars)
            if (RowsOf(MarketTable.Bars(timeframe)) > 0)
                ends.Add(
                    Query($"SELECT max(time) FROM {Source(MarketTable.Bars(timeframe))}", r => Utc(r, 0))[0] + length
                );
        return ends.Count == 0 ? null : ends.Max();
    }

    /// <summary>Closes of the VIX by date, oldest first.</summary>
    public IReadOnlyList<(DateOnly Date, double Close)> Vix() =>
        Query(
            $"SELECT date, close FROM {Source(MarketTable.Vix)} ORDER BY date",
            r => (r.GetFieldValue<DateOnly>(0), r.GetDouble(1))
        );

    /// <summary>Macro values by series and period, each with its series' frequency and release lag in days, where known.</summary>
    public IReadOnlyList<(string Series, DateOnly Period, double Value, int? LagDays)> Macro() =>
        Query(
            $"""
            SELECT m.series, m.date, m.value, s.release_lag_days FROM {Source(MarketTable.Macro)} m
            LEFT JOIN {Source(MarketTable.MacroSeries)} s USING (series) ORDER BY m.series, m.date
            """,
            r =>
                (
                    r.GetString(0),
                    r.GetFieldValue<DateOnly>(1),
                    r.GetDouble(2),
                    r.IsDBNull(3) ? (int?)null : r.GetInt32(3)
                )
        );

    public IReadOnlyDictionary<Symbol, (string Name, Sector Sector)> Sectors() =>
        Query(
                $"SELECT symbol, name, sector FROM {Source(MarketTable.Sectors)}",
                r => (Symbol: Symbol.Parse(r.GetString(0)), Name: r.GetString(1), Sector: new Sector(r.GetString(2)))
            )
            .ToDictionary(s => s.Symbol, s => (s.Name, s.Sector));

    /// <summary>Scores of articles by time of publication.</summary>
    public IReadOnlyList<StoredScore> News() =>
        Query(
            $"""
            SELECT published, article, ticker, relevance, ticker_score, overall_score, topics
            FROM {Source(MarketTable.News)} ORDER BY published, article, ticker
            """,
            r => new StoredScore(
                Utc(r, 0),
                r.GetString(1),
                r.GetString(2),
                r.GetDouble(3),
                r.GetDouble(4),
                r.GetDouble(5),
                r.GetString(6)
            )
        );

    public void Dispose() => held.Dispose();

    private static List<T> Query<T>(string sql, Func<DuckDBDataReader, T> read)
    {
        using var connection = DuckDb.Open();
        return connection.Query(sql, read);
    }

    /// <summary>Bars as what explains them makes them.</summary>
    private List<StoredBar> Bars(string sql)
    {
        var raw = RawBars(sql);
        var read = explanations.Apply(raw);
        return ReferenceEquals(read, raw) ? raw : [.. read];
    }

    private static List<StoredBar> RawBars(string sql)
    {
        var last = default(Symbol);
        return Query(
            sql,
            r =>
            {
                var symbol = r.GetString(0);
                if (symbol != last.Value)
                    last = Symbol.Parse(symbol);
                return new StoredBar(
                    last,
                    Utc(r, 1),
                    r.GetDouble(2),
                    r.GetDouble(3),
                    r.GetDouble(4),
                    r.GetDouble(5),
                    r.GetDouble(6)
                );
            }
        );
    }

    private static DateTimeOffset Utc(DuckDBDataReader row, int column) =>
        new(DateTime.SpecifyKind(row.GetDateTime(column), DateTimeKind.Utc));

    /// <summary>The table as SQL; a table without a file is empty, with its columns.</summary>
    private string Source(MarketTable table)
    {
        var files = manifest.PartsOf(table).Select(folder.PlainPathOf).ToList();
        return files.Count > 0
            ? $"(SELECT {table.ColumnList} FROM {DuckDb.Files(files)})"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"(SELECT {string.Join(", ", table.Columns.Select(c => $"NULL::{c.Type} AS {c.Name}"))} LIMIT 0)"
            );
    }

    private string QuarterHourSource(string range) =>
        $"""
            stored AS (SELECT * FROM {Source(MarketTable.Bars(Timeframe.QuarterHour))} WHERE {range}),
            minutes AS (
                SELECT * FROM {Source(MarketTable.Bars(Timeframe.Minute))} m WHERE {range} AND NOT EXISTS (
                    SELECT 1 FROM stored s WHERE s.symbol = m.symbol AND s.time::DATE = m.time::DATE
                )
            ),
            quarters AS (
                SELECT * FROM stored
                UNION ALL
                SELECT symbol, time_bucket(INTERVAL 15 MINUTE, time), arg_min(open, time), max(high), min(low),
                    arg_max(close, time), sum(volume)
                FROM minutes GROUP BY symbol, time_bucket(INTERVAL 15 MINUTE, time)
            )
            """;
}
