using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Features;
using QuantFund.Core.Ingestion;

namespace QuantFund.Infrastructure.MarketStore;

/// <summary>A jump in stored bars that nothing explains.</summary>
public sealed record StoredDoubt(Symbol Symbol, string Why);

/// <summary>Looks through the bars of some names for jumps, as a decision would (<see cref="PriceDoubt"/>).</summary>
internal static class StoredDoubts
{
    /// <param name="bars">Daily bars by symbol and time.</param>
    /// <param name="explained">Jumps that are explained.</param>
    /// <returns>The first unexplained jump of each name.</returns>
    public static IEnumerable<StoredDoubt> In(
        IEnumerable<StoredBar> bars,
        IEnumerable<(Symbol Symbol, DateOnly Date)> explained
    )
    {
        var known = explained.ToHashSet();
        var one = new List<StoredBar>();
        foreach (var bar in bars)
        {
            if (one.Count > 0 && one[0].Symbol != bar.Symbol)
            {
                if (Of(one, known) is { } doubt)
                    yield return doubt;
                one.Clear();
            }
            one.Add(bar);
        }
        if (one.Count > 0 && Of(one, known) is { } last)
            yield return last;
    }

    private static StoredDoubt? Of(List<StoredBar> bars, HashSet<(Symbol, DateOnly)> explained)
    {
        var symbol = bars[0].Symbol;
        var panel = new DailyPanel([.. bars.Select(b => DateOnly.FromDateTime(b.Time.UtcDateTime))], 1);
        for (var i = 0; i < bars.Count; i++)
        {
            panel.Open[i] = bars[i].Open;
            panel.High[i] = bars[i].High;
            panel.Low[i] = bars[i].Low;
            panel.Close[i] = bars[i].Close;
            panel.Volume[i] = bars[i].Volume;
            if (explained.Contains((symbol, panel.Sessions[i])))
                panel.Explain(0, panel.Sessions[i]);
        }
        // Across a long gap is another instrument, whose price says nothing of this one's.
        var start = 0;
        for (var i = 1; i < bars.Count; i++)
        {
            if (
                NyseCalendar.Instance.Sessions(panel.Sessions[i - 1], panel.Sessions[i]).Count - 2
                <= DailyColumns.LongestGap
            )
                continue;
            if (PriceDoubt.Of(panel, 0, start, i) is { } early)
                return new StoredDoubt(symbol, early.Why);
            start = i;
        }
        return PriceDoubt.Of(panel, 0, start, bars.Count) is { } doubt ? new StoredDoubt(symbol, doubt.Why) : null;
    }
}
