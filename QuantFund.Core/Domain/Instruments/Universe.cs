using System.Collections.Frozen;

namespace QuantFund.Core.Domain.Instruments;

/// <summary>
/// The instruments that the fund looks at, in symbol order. A column (feature, conviction, weight) has one entry per
/// instrument in this order; <see cref="IndexOf"/> gives the row.
/// </summary>
public sealed class Universe
{
    private readonly FrozenDictionary<Symbol, int> rows;
    private readonly int[] sectors;

    /// <exception cref="ArgumentException">A symbol occurs twice.</exception>
    public Universe(IEnumerable<Instrument> instruments)
    {
        Instruments = [.. instruments.OrderBy(i => i.Symbol)];
        var twice = Instruments.GroupBy(i => i.Symbol).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
            throw new ArgumentException($"The universe names {twice.Key} twice.", nameof(instruments));
        rows = Instruments.Select((i, row) => (i.Symbol, row)).ToFrozenDictionary(p => p.Symbol, p => p.row);
        Sectors = [.. Instruments.Select(i => i.Sector).Distinct().OrderBy(s => s.Name, StringComparer.Ordinal)];
        var indices = Sectors.Select((s, i) => (s, i)).ToDictionary(p => p.s, p => p.i);
        sectors = [.. Instruments.Select(i => indices[i.Sector])];
    }

    public IReadOnlyList<Instrument> Instruments { get; }

    /// <summary>The sectors that occur, by name.</summary>
    public IReadOnlyList<Sector> Sectors { get; }

    public int Count => Instruments.Count;

    public Instrument this[int row] => Instruments[row];

    /// <summary>The row of a symbol, or −1 when it is not in the universe.</summary>
    public int IndexOf(Symbol symbol) => rows.TryGetValue(symbol, out var row) ? row : -1;

    /// <summary>Index into <see cref="Sectors"/> of each row.</summary>
    public ReadOnlySpan<int> SectorOfRow => sectors;

    public bool Contains(Symbol symbol) => rows.ContainsKey(symbol);
}
