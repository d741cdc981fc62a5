using System.Collections.Frozen;
using System.Globalization;
using System.IO.Compression;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ingestion;

namespace QuantFund.Core.Tests.Pipeline;

/// <summary>A snapshot of real daily and 15-minute history from the folder that <c>QUANTFUND_MARKET_DATA</c> names.</summary>
internal sealed class RealHistory(string folder)
{
    public MarketSnapshot At(DateTimeOffset asOf)
    {
        var calendar = NyseCalendar.Instance;
        var today = calendar.SessionOn(NewYork.DateOf(asOf))!;
        var universe = Universe();
        var days = calendar.LastSessions(today.Date.AddDays(-1), 300).Select(s => s.Date).ToList();
        var daily = new DailyPanel(days, universe.Count);
        Fill(daily, universe);

        var sessions = calendar.LastSessions(today.Date, 21);
        var intraday = new IntradayPanel(sessions, universe.Count);
        var sessionOf = sessions.Select((s, i) => (s.Date, i)).ToDictionary(p => p.Date, p => p.i);
        foreach (var row in Rows("intraday_15min.csv.gz"))
        {
            var start = DateTimeOffset.Parse(
                row[1],
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal
            );
            if (
                start + Session.BarLength <= asOf
                && sessionOf.TryGetValue(NewYork.DateOf(start), out var session)
                && universe.IndexOf(Symbol.Parse(row[0])) is >= 0 and var symbol
            )
                intraday.Set(
                    symbol,
                    session,
                    (int)((start - sessions[session].Open) / Session.BarLength),
                    BarOf(row, start)
                );
        }
        return new MarketSnapshot(
            asOf,
            universe,
            daily,
            intraday,
            FrozenDictionary<Symbol, Quote>.Empty,
            [.. Vix().Where(v => v.Time <= asOf).TakeLast(10)],
            [],
            [.. Macro().Where(m => m.Released <= asOf)],
            null,
            universe.Instruments.ToFrozenDictionary(i => i.Symbol, i => new Borrow(i.Symbol, true, true, 0.003)),
            []
        );
    }

    /// <summary>The daily bars of the panel's sessions.</summary>
    public void Fill(DailyPanel daily, Universe universe)
    {
        var dayOf = daily.Sessions.Select((d, i) => (d, i)).ToDictionary(p => p.d, p => p.i);
        foreach (var row in Rows("daily_bars.csv.gz"))
            if (
                dayOf.TryGetValue(DateOnly.Parse(row[1], CultureInfo.InvariantCulture), out var day)
                && universe.IndexOf(Symbol.Parse(row[0])) is >= 0 and var symbol
            )
                daily.Set(symbol, day, BarOf(row, default));
    }

    public IEnumerable<VixClose> Vix() =>
        Rows("vix_daily.csv.gz")
            .Select(r => new VixClose(
                NewYork.ToUtc(DateOnly.Parse(r[0], CultureInfo.InvariantCulture), new TimeOnly(16, 15)),
                Number(r[4])
            ));

    /// <summary>Each value from the morning on which it is usually released.</summary>
    public IEnumerable<MacroValue> Macro()
    {
        var lags = File.ReadLines(Path.Combine(folder, "macro_series.csv"))
            .Skip(1)
            .Select(line => line.Split(','))
            .ToDictionary(r => r[0], r => int.Parse(r[^1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
        return Rows("macro.csv.gz")
            .Select(r =>
            {
                var period = DateOnly.Parse(r[1], CultureInfo.InvariantCulture);
                // What is known on its own day is known in the evening.
                var lag = lags[r[0]];
                var time = lag == 0 ? new TimeOnly(20, 0) : new TimeOnly(8, 30);
                return new MacroValue(r[0], period, NewYork.ToUtc(period.AddDays(lag), time), Number(r[2]));
            });
    }

    public Universe Universe() =>
        new(
            Rows("sectors.csv.gz")
                .Select(r => new Instrument(
                    Symbol.Parse(r[0]),
                    r[0],
                    new Sector(r[^1]),
                    r[^1].StartsWith("ETF", StringComparison.Ordinal) ? InstrumentKind.Etf : InstrumentKind.Share
                ))
        );

    private IEnumerable<string[]> Rows(string file)
    {
        using var reader = new StreamReader(
            new GZipStream(File.OpenRead(Path.Combine(folder, file)), CompressionMode.Decompress)
        );
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
            yield return line.Split(',');
    }

    private static Bar BarOf(string[] row, DateTimeOffset start) =>
        new(
            Symbol.Parse(row[0]),
            start,
            decimal.Parse(row[2], CultureInfo.InvariantCulture),
            decimal.Parse(row[3], CultureInfo.InvariantCulture),
            decimal.Parse(row[4], CultureInfo.InvariantCulture),
            decimal.Parse(row[5], CultureInfo.InvariantCulture),
            decimal.Parse(row[6], NumberStyles.Float, CultureInfo.InvariantCulture)
        );

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
