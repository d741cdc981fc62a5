using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ingestion;

namespace QuantFund.Infrastructure.MarketStore.Replay;

/// <summary>Daily bars of a universe over consecutive sessions, columnar like a panel, held in memory for a whole replay.</summary>
internal sealed class DailyHistory
{
    private readonly Dictionary<DateOnly, int> indexes;

    /// <param name="universe">The names.</param>
    /// <param name="sessions">Consecutive sessions.</param>
    /// <param name="bars">Their bars; of equal keys the later one counts.</param>
    /// <param name="realJumps">Jumps that are explained as real.</param>
    public DailyHistory(
        Universe universe,
        IReadOnlyList<Session> sessions,
        IEnumerable<StoredBar> bars,
        IEnumerable<(Symbol Symbol, DateOnly Date)> realJumps
    )
    {
        indexes = sessions.Select((s, i) => (s.Date, i)).ToDictionary(p => p.Date, p => p.i);
        Panel = new DailyPanel([.. sessions.Select(s => s.Date)], universe.Count);
        foreach (var bar in bars)
        {
            var row = universe.IndexOf(bar.Symbol);
            if (row < 0 || !indexes.TryGetValue(DateOnly.FromDateTime(bar.Time.UtcDateTime), out var session))
                continue;
            var at = (row * sessions.Count) + session;
            Panel.Open[at] = bar.Open;
            Panel.High[at] = bar.High;
            Panel.Low[at] = bar.Low;
            Panel.Close[at] = bar.Close;
            Panel.Volume[at] = bar.Volume;
        }
        foreach (var (symbol, date) in realJumps)
            if (universe.IndexOf(symbol) is >= 0 and var row)
                Panel.Explain(row, date);
    }

    public DailyPanel Panel { get; }

    /// <summary>Which session of the panel a date is; −1 when it is none.</summary>
    public int IndexOf(DateOnly date) => indexes.GetValueOrDefault(date, -1);

    /// <summary>The bar of one name and session, or null.</summary>
    public Bar? Bar(Symbol symbol, int row, int session)
    {
        var at = (row * Panel.Sessions.Count) + session;
        if (double.IsNaN(Panel.Close[at]))
            return null;
        var date = Panel.Sessions[session];
        return new Bar(
            symbol,
            new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero),
            (decimal)Panel.Open[at],
            (decimal)Panel.High[at],
            (decimal)Panel.Low[at],
            (decimal)Panel.Close[at],
            (decimal)Panel.Volume[at]
        );
    }

    /// <summary>The last sessions up to and with a date, as a panel of their own.</summary>
    public DailyPanel Last(DateOnly through, int sessions)
    {
        var end = 0;
        while (end < Panel.Sessions.Count && Panel.Sessions[end] <= through)
            end++;
        var start = Math.Max(0, end - sessions);
        var cut = new DailyPanel([.. Panel.Sessions.Skip(start).Take(end - start)], Panel.Symbols);
        Copy(Panel.Open, cut.Open, start, end);
        Copy(Panel.High, cut.High, start, end);
        Copy(Panel.Low, cut.Low, start, end);
        Copy(Panel.Close, cut.Close, start, end);
        Copy(Panel.Volume, cut.Volume, start, end);
        foreach (var (symbol, date) in Panel.Explained)
            cut.Explain(symbol, date);
        return cut;
    }

    /// <summary>Mean of close times volume over the last sessions before an index, dollars; NaN when none has a bar.</summary>
    public double DollarVolume(int row, int before, int sessions) =>
        Mean(row, before, sessions, at => Panel.Close[at] * Panel.Volume[at]);

    /// <summary>Mean of (high − low)/close over the last sessions before an index; NaN when none has a bar.</summary>
    public double Range(int row, int before, int sessions) =>
        Mean(row, before, sessions, at => (Panel.High[at] - Panel.Low[at]) / Panel.Close[at]);

    private double Mean(int row, int before, int sessions, Func<int, double> value)
    {
        var (sum, count) = (0.0, 0);
        for (var session = Math.Max(0, before - sessions); session < before; session++)
        {
            var at = (row * Panel.Sessions.Count) + session;
            if (double.IsNaN(Panel.Close[at]))
                continue;
            sum += value(at);
            count++;
        }

        return count == 0 ? double.NaN : sum / count;
    }

    private void Copy(double[] from, double[] to, int start, int end)
    {
        var (width, kept) = (Panel.Sessions.Count, end - start);
        for (var row = 0; row < Panel.Symbols; row++)
            from.AsSpan((row * width) + start, kept).CopyTo(to.AsSpan(row * kept));
    }
}
