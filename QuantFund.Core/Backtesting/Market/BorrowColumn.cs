using System.Collections;
using System.Diagnostics.CodeAnalysis;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ingestion;

namespace QuantFund.Core.Backtesting.Market;

/// <summary>Terms of borrowing by row of a universe, read by symbol: a session's terms cost no new table of symbols.</summary>
internal sealed class BorrowColumn(Universe universe, Borrow[] terms) : IReadOnlyDictionary<Symbol, Borrow>
{
    public int Count => terms.Length;

    public IEnumerable<Symbol> Keys => universe.Instruments.Select(i => i.Symbol);

    public IEnumerable<Borrow> Values => terms;

    public Borrow this[Symbol key] =>
        TryGetValue(key, out var value) ? value : throw new KeyNotFoundException(key.Value);

    public bool ContainsKey(Symbol key) => universe.Contains(key);

    public bool TryGetValue(Symbol key, [MaybeNullWhen(false)] out Borrow value)
    {
        var row = universe.IndexOf(key);
        value = row < 0 ? null : terms[row];
        return row >= 0;
    }

    public IEnumerator<KeyValuePair<Symbol, Borrow>> GetEnumerator() =>
        terms.Select(t => KeyValuePair.Create(t.Symbol, t)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
