using System.Globalization;
using DuckDB.NET.Data;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Formats;

namespace QuantFund.Infrastructure.MarketStore.Import;

/// <summary>Which end of a bar its time names.</summary>
public enum BarLabel
{
    Start,
    End,
}

/// <summary>How long the bars of a file are, and which end of them the times name.</summary>
internal sealed record BarShape(Timeframe Timeframe, BarLabel Label);

/// <summary>
/// Reads the shape of bars off all their times, so that the order of the rows says nothing. What the times are is told by
/// the commonest step between two bars of one name and date; a user who says something else is contradicted, not believed.
/// </summary>
internal static class BarTimes
{
    // With fewer steps a thin name's quarter hours could lie half an hour apart by chance.
    private const int Evidence = 3;

    /// <param name="path">The file.</param>
    /// <param name="scratch">A file of a plain path that may hold the times meanwhile.</param>
    /// <param name="named">What the user says of the bars' length; null = nothing.</param>
    /// <param name="label">What the user says of their times; null = nothing.</param>
    /// <exception cref="UnreadableFileException">The times fit no timeframe, or not the one that is named.</exception>
    public static BarShape ShapeOf(string path, string scratch, Timeframe? named, BarLabel? label)
    {
        File.Delete(scratch);
        try
        {
            using var connection = DuckDb.Open(scratch);
            var seen = Read(path, connection);
            var timeframe = Length(path, connection, seen, named);
            if (timeframe == Timeframe.Day && label is not null)
                throw new UnreadableFileException($"{path}: --label is for bars within a session; these are daily.");
            return new BarShape(
                timeframe,
                timeframe == Timeframe.Day ? BarLabel.Start : LabelOf(path, seen, timeframe, label)
            );
        }
        finally
        {
            File.Delete(scratch);
        }
    }

    private static Seen Read(string path, DuckDBConnection connection)
    {
        connection.Execute("CREATE TABLE stamps (symbol VARCHAR, day DATE, time TIMESTAMP)");
        var seen = new Seen();
        using var source = RowSources.Open(path);
        var header = source.Header.ToList();
        var symbolAt = header.FindIndex(h => string.Equals(h, "symbol", StringComparison.OrdinalIgnoreCase));
        var timeAt = header.FindIndex(h => string.Equals(h, "timestamp", StringComparison.OrdinalIgnoreCase));
        using var appender = connection.CreateAppender("stamps");
        while (source.Next() is { } cells)
        {
            if (
                source.Fault is not null
                || cells.Length != header.Count
                || !Symbol.TryParse(cells[symbolAt], out _)
                || !IsoTime.TryLocal(cells[timeAt], out var local, out var offset)
            )
                continue;
            if (offset is null && local.TimeOfDay == TimeSpan.Zero)
                seen.TakeDate();
            if (!IsoTime.TryMoment(cells[timeAt], out var time))
                continue;
            seen.Take(time);
            // A session lies in one date of New York, and so does a midnight of either zone with its neighbours.
            appender
                .CreateRow()
                .AppendValue(cells[symbolAt])
                .AppendValue((DateOnly?)NewYork.DateOf(time))
                .AppendValue(time.UtcDateTime)
                .EndRow();
        }
        return seen;
    }

    private static Timeframe Length(string path, DuckDBConnection connection, Seen seen, Timeframe? named)
    {
        var steps = connection.Query(
            """
            SELECT step, count(*) AS steps FROM (
                SELECT epoch(time) - epoch(lag(time) OVER (PARTITION BY symbol, day ORDER BY time)) AS step FROM stamps
            ) WHERE step > 0 GROUP BY step ORDER BY steps DESC, step
            """,
            r => (Step: TimeSpan.FromSeconds(r.GetDouble(0)), Count: r.GetInt64(1))
        );
        var (all, days) = (steps.Sum(s => s.Count), Days(connection));
        if (named is { } said)
            return Contradiction(said, steps, all, days) is { } why
                ? throw new UnreadableFileException($"{path}: these are no {said.Name()} bars: {why}.")
                : said;
        if (all == 0)
            // Without one moment in it every row is at fault, and the check of moments says how.
            return seen.Rows == 0 ? Timeframe.QuarterHour
                : seen.Rows == seen.Midnights ? Timeframe.Day
                : throw new UnreadableFileException(
                    $"{path}: no name has two bars on one date, and the times are no midnights of UTC or New York: their length can't be told. Name it with --timeframe."
                );
        var common = steps[0].Step;
        return common == Session.BarLength ? Timeframe.QuarterHour
            : common == TimeSpan.FromMinutes(1) ? Timeframe.Minute
            : throw new UnreadableFileException(
                $"{path}: the times fit neither 1Min, 15Min nor 1Day bars: they are {Minutes(common)} apart (the shortest step is {Minutes(steps.Min(s => s.Step))}). Other lengths are not kept; add them up to 15 minutes first. If these are thin 1Min or 15Min bars, say so with --timeframe."
            );
    }

    private static string? Contradiction(Timeframe said, List<(TimeSpan Step, long Count)> steps, long all, long days)
    {
        if (all == 0 || (said != Timeframe.Day && all < Evidence))
            return null;
        if (said == Timeframe.Day)
            return all * 2 > days ? "most dates have several of one name" : null;
        var length = said == Timeframe.Minute ? TimeSpan.FromMinutes(1) : Session.BarLength;
        var shorter = steps.Where(s => s.Step < length).Sum(s => s.Count);
        var shortest = steps.Min(s => s.Step);
        // Minutes without a trade are often absent, so that only steps that are all of a longer bar's contradict them.
        var longer = said == Timeframe.Minute ? TimeSpan.FromMinutes(5) : TimeSpan.FromMinutes(30);
        return shorter * 2 > all || shortest >= longer ? $"the times are {Minutes(steps[0].Step)} apart" : null;
    }

    private static BarLabel LabelOf(string path, Seen seen, Timeframe timeframe, BarLabel? said)
    {
        var looksEnded = seen.AtClose > 0 && seen.AtOpen * 10 < seen.AtClose;
        var looksStarted = seen.AtOpen > 0 && seen.AtClose * 10 < seen.AtOpen;
        if (said is null && looksEnded)
            throw new UnreadableFileException(
                $"{path}: the times look like the bars' ends: {Count(seen.AtClose)} bars at a session's close and {Count(seen.AtOpen)} at an open. Say --label end to shift them by {timeframe.Name()} to their starts, or --label start if they are starts."
            );
        if (said == BarLabel.End && looksStarted)
            throw new UnreadableFileException(
                $"{path}: --label end contradicts the times: {Count(seen.AtOpen)} bars are at a session's open and {Count(seen.AtClose)} at a close, so that they name the bars' starts."
            );
        return said ?? BarLabel.Start;
    }

    private static long Days(DuckDBConnection connection) =>
        connection.Count("SELECT count(*) FROM (SELECT DISTINCT symbol, day FROM stamps)");

    private static string Minutes(TimeSpan step) =>
        string.Create(CultureInfo.InvariantCulture, $"{step.TotalMinutes:0.##} min");

    private static string Count(long count) => count.ToString(CultureInfo.InvariantCulture);

    /// <summary>What single times say, whatever their order.</summary>
    private sealed class Seen
    {
        private Session? session;

        public long Rows { get; private set; }

        public long Midnights { get; private set; }

        public long AtOpen { get; private set; }

        public long AtClose { get; private set; }

        /// <summary>A midnight without an offset: a date, written as a moment.</summary>
        public void TakeDate()
        {
            Rows++;
            Midnights++;
        }

        public void Take(DateTimeOffset time)
        {
            Rows++;
            if (DayStamp.IsMidnight(time))
                Midnights++;
            if (session is null || time < session.Open || time > session.Close)
            {
                var date = NewYork.DateOf(time);
                session =
                    date >= NyseCalendar.FirstDate && date <= NyseCalendar.LastDate
                        ? NyseCalendar.Instance.SessionOn(date)
                        : null;
            }
            if (time == session?.Open)
                AtOpen++;
            if (time == session?.Close)
                AtClose++;
        }
    }
}
