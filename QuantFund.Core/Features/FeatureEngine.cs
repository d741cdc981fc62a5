using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Features.Intraday;
using QuantFund.Core.Features.Macro;
using QuantFund.Core.Features.Market;
using QuantFund.Core.Features.Sentiment;
using QuantFund.Core.Ingestion;

namespace QuantFund.Core.Features;

/// <summary>
/// Phase B: every feature of every symbol from one snapshot. Reads nothing newer than the snapshot's time, whatever the
/// panels hold; a symbol with short or broken history affects only itself.
/// </summary>
public static class FeatureEngine
{
    /// <summary>Under this many symbols one thread is faster than two.</summary>
    private const int ParallelFrom = 1000;

    private static readonly Symbol HighYield = Symbol.Parse("HYG");
    private static readonly Symbol LongTreasuries = Symbol.Parse("TLT");
    private static readonly Symbol VixFutures = Symbol.Parse("VIXY");

    public static FeatureTable Build(MarketSnapshot snapshot)
    {
        var table = new FeatureTable(snapshot.AsOf, snapshot.Universe);
        var today = TodayOf(snapshot);
        var bars = today is null ? 0 : CompletedBars(today, snapshot.AsOf);
        var sessions = CompletedSessions(snapshot, today);
        table.Today = bars > 0 ? today : null;
        table.BarsCompleted = bars;
        table.Sessions =
            sessions == 0 ? []
            : sessions == snapshot.Daily!.Sessions.Count ? snapshot.Daily.Sessions
            : new ListSlice(snapshot.Daily.Sessions, sessions);
        table.Gates = SourceGates.Of(
            snapshot,
            sessions == 0 ? null : snapshot.Daily!.Sessions[sessions - 1],
            DailyDue(snapshot, today),
            bars > 0
        );
        table.Inputs = FeatureInput.Of(snapshot, table.Gates);
        var closes = FillColumns(table, snapshot, sessions, bars);
        table.Daily = snapshot.Daily;
        var market = table.Gates.News is null ? SentimentColumns.Fill(table, snapshot) : default;
        table.Market = MarketOf(table, snapshot, sessions, closes, market);
        return table;
    }

    private static double[] FillColumns(FeatureTable table, MarketSnapshot snapshot, int sessions, int bars)
    {
        var marketRow = snapshot.Universe.IndexOf(SectorFunds.Market);
        var closes = new double[table.Count];
        Array.Fill(closes, double.NaN);
        var daily = table.Gates.Daily is null ? snapshot.Daily : null;
        var intraday = table.Gates.Intraday is null ? snapshot.Intraday : null;
        ForEachRow(
            table.Count,
            row =>
            {
                if (daily is not null)
                    table.Price[row] = closes[row] = DailyColumns.Fill(table, daily, sessions, row, marketRow);
                if (intraday is not null)
                    IntradayColumns.Fill(table, intraday, bars, row);
                if (DoubtOf(row) is not { } doubt)
                    return;
                table.Withdraw(row, doubt);
                closes[row] = double.NaN;
            }
        );
        if (daily is not null)
            ResidualColumn.Fill(table, ForEachRow);

        PriceDoubt? DoubtOf(int row) =>
            (daily is null ? null : DailyColumns.DoubtOf(daily, sessions, row))
            ?? (intraday is null || bars == 0 ? null : PriceDoubt.Today(intraday, bars, row));

        RelativeStrength.Fill(table[Feature.SessionRet], table.Universe, table.Column(Feature.RelStrength));
        // The daily close of today already holds what happened since yesterday's.
        if (sessions > 0 && table.Today is { } day && snapshot.Daily!.Sessions[sessions - 1] >= day.Date)
            Array.Clear(table.SinceClose);
        return closes;
    }

    private static void ForEachRow(int count, Action<int> fill)
    {
        if (count < ParallelFrom)
        {
            for (var row = 0; row < count; row++)
                fill(row);
            return;
        }
        Parallel.For(0, count, fill);
    }

    /// <summary>The last session of the intraday panel when it is the session of the snapshot's date and has begun.</summary>
    private static Session? TodayOf(MarketSnapshot snapshot) =>
        snapshot.Intraday?.Sessions is [.., var last]
        && last.Date == NewYork.DateOf(snapshot.AsOf)
        && last.Open <= snapshot.AsOf
            ? last
            : null;

    private static int CompletedBars(Session session, DateTimeOffset asOf) =>
        Math.Min(session.BarCount, (int)((asOf - session.Open) / Session.BarLength));

    /// <summary>How many leading sessions of the daily panel had closed by then.</summary>
    private static int CompletedSessions(MarketSnapshot snapshot, Session? today)
    {
        if (snapshot.Daily is not { } daily)
            return 0;
        var date = NewYork.DateOf(snapshot.AsOf);
        var close = today?.Close ?? NyseCalendar.Instance.SessionOn(date)?.Close;
        var count = daily.Sessions.Count;
        while (
            count > 0
            && (daily.Sessions[count - 1] > date || (daily.Sessions[count - 1] == date && snapshot.AsOf < close))
        )
            count--;
        return count;
    }

    /// <summary>Daily prices are fresh for one session: they must reach the session before today's.</summary>
    private static DateOnly? DailyDue(MarketSnapshot snapshot, Session? today) =>
        today is not null && snapshot.Intraday!.Sessions.Count > 1 ? snapshot.Intraday.Sessions[^2].Date : null;

    private static MarketFeatures MarketOf(
        FeatureTable table,
        MarketSnapshot snapshot,
        int sessions,
        double[] closes,
        SentimentSum news
    )
    {
        var spy = table.Universe.IndexOf(SectorFunds.Market);
        var vixy = table.Universe.IndexOf(VixFutures);
        var futures =
            vixy >= 0 && !double.IsNaN(table[Feature.SessionRet, vixy]) && !double.IsNaN(table[Feature.Gap, vixy])
                ? table.SinceClose[vixy]
                : double.NaN;
        var vix = VixReading.Of(snapshot.Vix, snapshot.AsOf, futures, spy < 0 ? double.NaN : table[Feature.Vol21, spy]);
        var (direction, strength) =
            spy >= 0 && !double.IsNaN(closes[spy])
                ? MarketTrend.Of(Present(snapshot.Daily!.Closes(spy)[..sessions]))
                : (double.NaN, double.NaN);
        var macro = MacroSeries.KnownAt(snapshot.Macro, snapshot.AsOf);
        Carry.Fill(table, macro);
        table.OvernightRate = OvernightRate.Of(name =>
            macro.TryGetValue(name, out var known) ? known.Last.Value : null
        );
        return new MarketFeatures(
            vix.Value,
            vix.Source,
            vix.FiveDayChange,
            direction,
            strength,
            ReturnOf(table, HighYield) - ReturnOf(table, LongTreasuries),
            Breadth.Of(closes, table[Feature.Sma50], table.Universe),
            MeanCorrelation.Of(table.Returns, table.Universe),
            news.Score,
            table.Gates.News is null ? news.Confidence : double.NaN,
            news.Velocity,
            MacroColumns.Of(macro, vix.Value, NewYork.DateOf(snapshot.AsOf))
        )
        {
            VixDate = vix.Date,
        };
    }

    private static double ReturnOf(FeatureTable table, Symbol symbol)
    {
        var row = table.Universe.IndexOf(symbol);
        return row < 0 ? double.NaN : table[Feature.Ret21, row];
    }

    private static double[] Present(ReadOnlySpan<double> closes)
    {
        var last = closes[Math.Max(0, closes.Length - (MarketTrend.Sessions * 2))..];
        var kept = new List<double>(last.Length);
        foreach (var close in last)
            if (!double.IsNaN(close))
                kept.Add(close);
        return [.. kept];
    }

    private sealed class ListSlice(IReadOnlyList<DateOnly> list, int count) : IReadOnlyList<DateOnly>
    {
        public DateOnly this[int index] =>
            index < count ? list[index] : throw new ArgumentOutOfRangeException(nameof(index));

        public int Count => count;

        public IEnumerator<DateOnly> GetEnumerator() => list.Take(count).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
