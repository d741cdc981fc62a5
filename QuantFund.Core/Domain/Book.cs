using System.Collections.Frozen;

namespace QuantFund.Core.Domain;

/// <summary>
/// Cash and positions with a mark for each, at one moment. Equity = cash + Σ quantity·mark, to the cent:
/// shorts count negative. All in dollars.
/// </summary>
public sealed record Book(
    DateTimeOffset AsOf,
    decimal Cash,
    FrozenDictionary<Symbol, Position> Positions,
    FrozenDictionary<Symbol, decimal> Marks
)
{
    /// <summary>Every position that was closed up to <see cref="AsOf"/>, since the fund took its book over.</summary>
    public ClosedTrades Trades { get; init; } = ClosedTrades.None;

    public static Book Empty(DateTimeOffset asOf, decimal cash) =>
        new(asOf, cash, FrozenDictionary<Symbol, Position>.Empty, FrozenDictionary<Symbol, decimal>.Empty);

    public decimal Equity => Cash + Positions.Values.Sum(p => p.Quantity * Mark(p));

    public decimal LongValue => Positions.Values.Where(p => p.Quantity > 0).Sum(p => p.Quantity * Mark(p));

    /// <summary>Market value of the shorts, zero or negative.</summary>
    public decimal ShortValue => Positions.Values.Where(p => p.Quantity < 0).Sum(p => p.Quantity * Mark(p));

    public decimal Quantity(Symbol symbol) => Positions.TryGetValue(symbol, out var p) ? p.Quantity : 0m;

    /// <summary>The mark of a held symbol; its average price while no mark has come yet.</summary>
    public decimal Mark(Position position) =>
        Marks.TryGetValue(position.Symbol, out var mark) ? mark : position.AveragePrice;

    /// <summary>Signed market value over equity.</summary>
    public double Weight(Symbol symbol) =>
        Equity != 0m && Positions.TryGetValue(symbol, out var p) ? (double)(p.Quantity * Mark(p) / Equity) : 0;
}
