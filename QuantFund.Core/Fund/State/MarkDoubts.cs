using QuantFund.Core.Domain;
using QuantFund.Core.Features;

namespace QuantFund.Core.Fund.State;

/// <summary>
/// Marks that jumped from one quote to the next as no market moves (<see cref="PriceDoubt.IsSuspect"/>): what a position
/// has gained by such a jump is no equity to measure a high-water mark by. A mark is believed again when it comes back, when
/// the position is gone, or when a person resumes.
/// </summary>
internal sealed class MarkDoubts
{
    private const decimal GoneWithin = 0.10m;

    private readonly Dictionary<Symbol, decimal> before = [];

    /// <summary>Takes a name's new mark; <paramref name="last"/> is the one before, null = none.</summary>
    public void Take(Symbol symbol, decimal? last, decimal mark)
    {
        if (before.TryGetValue(symbol, out var trusted))
        {
            if (Math.Abs((mark / trusted) - 1m) <= GoneWithin)
                before.Remove(symbol);
        }
        else if (last is > 0m && PriceDoubt.IsSuspect((double)(mark / last.Value)))
            before[symbol] = last.Value;
    }

    /// <summary>What a book has gained by marks in doubt, dollars; a name that is not held any more is forgotten.</summary>
    public decimal Gained(Book book)
    {
        foreach (var gone in before.Keys.Where(s => !book.Positions.ContainsKey(s)).ToList())
            before.Remove(gone);
        return before.Sum(d =>
            Math.Max(0m, book.Positions[d.Key].Quantity * (book.Mark(book.Positions[d.Key]) - d.Value))
        );
    }

    public void Clear() => before.Clear();
}
