using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;

namespace QuantFund.Infrastructure.MarketStore.Replay;

/// <summary>
/// Which names a replay has. Only what was known before its first session counts, so that a name that ends within the
/// window is in it until then.
/// </summary>
internal static class ReplayUniverse
{
    /// <summary>The longest history that risk needs at once: <c>vol_63</c>, of 63 returns.</summary>
    public const int SessionsNeeded = 64;

    private const int SessionsLookedAt = 100;
    private const int StillTradedWithin = 5;

    /// <param name="bars">Daily bars before the first session.</param>
    /// <param name="before">The sessions before the first, oldest first.</param>
    /// <param name="sectors">Imported names and sectors.</param>
    /// <param name="wanted">The fund's universe: facts of names without an imported sector, and, when it is not the shipped one, the only names to take.</param>
    public static Universe Choose(
        IReadOnlyList<StoredBar> bars,
        IReadOnlyList<Session> before,
        IReadOnlyDictionary<Symbol, (string Name, Sector Sector)> sectors,
        Universe wanted
    )
    {
        var looked = before.TakeLast(SessionsLookedAt).Select(s => s.Date).ToHashSet();
        var recent = before.TakeLast(StillTradedWithin).Select(s => s.Date).ToHashSet();
        return new Universe(
            bars.GroupBy(b => b.Symbol)
                .Where(g => ReferenceEquals(wanted, UniverseCsv.Shipped) || wanted.Contains(g.Key))
                .Where(g => g.Count(b => looked.Contains(Date(b))) >= SessionsNeeded)
                .Where(g => g.Any(b => recent.Contains(Date(b))))
                .Select(g => Instrument(g.Key, sectors, wanted))
        );
    }

    private static DateOnly Date(StoredBar bar) => DateOnly.FromDateTime(bar.Time.UtcDateTime);

    public static Instrument Instrument(
        Symbol symbol,
        IReadOnlyDictionary<Symbol, (string Name, Sector Sector)> sectors,
        Universe wanted
    )
    {
        if (sectors.TryGetValue(symbol, out var known))
            return new Instrument(
                symbol,
                known.Name,
                known.Sector,
                known.Sector.IsFund ? InstrumentKind.Etf : InstrumentKind.Share
            );
        var row = wanted.IndexOf(symbol);
        return row >= 0
            ? wanted[row]
            : new Instrument(symbol, symbol.Value, new Sector("Unclassified"), InstrumentKind.Share);
    }
}
