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

    private readonly Dictionary<Symbol, decimal> proven = [];
    private readonly HashSet<Symbol> doubted = [];

    /// <summary>What is believed of the names that a book holds.</summary>
    public ProvenMarks Proven => new(proven);

    /// <summary>Takes the marks of a book, each against the last one of its name that was believed.</summary>
    public void Take(Book book)
    {
        foreach (var gone in proven.Keys.Where(s => !book.Marks.ContainsKey(s)).ToList())
            Forget(gone);
        foreach (var (symbol, mark) in book.Marks)
            Take(symbol, mark);
    }

    /// <summary>What the book has gained by marks in doubt, dollars.</summary>
    public decimal Gained(Book book) =>
        doubted
            .Where(book.Positions.ContainsKey)
            .Sum(s => Math.Max(0m, book.Positions[s].Quantity * (book.Mark(book.Positions[s]) - proven[s])));

    /// <summary>As an earlier process left it.</summary>
    public void Restore(ProvenMarks marks)
    {
        Clear();
        foreach (var (symbol, mark) in marks.Marks)
            proven[symbol] = mark;
    }

    /// <summary>Every next mark is believed.</summary>
    public void Clear()
    {
        proven.Clear();
        doubted.Clear();
    }

    private void Take(Symbol symbol, decimal mark)
    {
        if (proven.TryGetValue(symbol, out var last) && last > 0m)
        {
            if (doubted.Contains(symbol) ? Math.Abs((mark / last) - 1m) > GoneWithin : IsSuspect(mark, last))
            {
                doubted.Add(symbol);
                return;
            }
            doubted.Remove(symbol);
        }
        proven[symbol] = mark;
    }

    private void Forget(Symbol symbol)
    {
        proven.Remove(symbol);
        doubted.Remove(symbol);
    }

    private static bool IsSuspect(decimal mark, decimal last) => PriceDoubt.IsSuspect((double)(mark / last));
}
