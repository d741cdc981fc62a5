using QuantFund.Core.Domain;

namespace QuantFund.Infrastructure.MarketStore;

/// <summary>One explained jump of a name's price: what happened on a date, and how bars are to be read because of it.</summary>
/// <param name="Symbol">The name.</param>
/// <param name="Date">The session of the bar that jumps.</param>
/// <param name="Cause"><c>split</c>, <c>real</c> or <c>bad-bar</c>.</param>
/// <param name="Ratio">Of a split: shares after for one before, 10 for a 10:1 split, .1 for a 1:10 reverse split.</param>
public sealed record Explanation(Symbol Symbol, DateOnly Date, string Cause, double Ratio)
{
    /// <summary>Earlier bars are divided by the ratio.</summary>
    public const string Split = "split";

    /// <summary>The market did move so: the bars stay as they are and are believed.</summary>
    public const string Real = "real";

    /// <summary>The bar is a mistake, and is left out.</summary>
    public const string BadBar = "bad-bar";

    public static IReadOnlyList<string> Causes { get; } = [Split, Real, BadBar];
}

/// <summary>Reads stored bars by what has been explained of their jumps; the bars in the store stay as they came.</summary>
internal sealed class Explanations(IEnumerable<Explanation> all)
{
    private readonly ILookup<Symbol, Explanation> bySymbol = all.ToLookup(e => e.Symbol);

    public IEnumerable<(Symbol Symbol, DateOnly Date)> Real =>
        bySymbol.SelectMany(g => g).Where(e => e.Cause == Explanation.Real).Select(e => (e.Symbol, e.Date));

    public IEnumerable<StoredBar> Apply(IEnumerable<StoredBar> bars) =>
        bySymbol.Count == 0 ? bars : bars.Where(IsGood).Select(Adjusted);

    // A session never spans midnight UTC, and a daily bar is stamped with its date there.
    private static DateOnly DateOf(StoredBar bar) => DateOnly.FromDateTime(bar.Time.UtcDateTime);

    private bool IsGood(StoredBar bar)
    {
        foreach (var known in bySymbol[bar.Symbol])
            if (known.Cause == Explanation.BadBar && known.Date == DateOf(bar))
                return false;
        return true;
    }

    private StoredBar Adjusted(StoredBar bar)
    {
        foreach (var known in bySymbol[bar.Symbol])
            if (known.Cause == Explanation.Split && DateOf(bar) < known.Date)
                bar = bar with
                {
                    Open = bar.Open / known.Ratio,
                    High = bar.High / known.Ratio,
                    Low = bar.Low / known.Ratio,
                    Close = bar.Close / known.Ratio,
                    Volume = bar.Volume * known.Ratio,
                };
        return bar;
    }
}
