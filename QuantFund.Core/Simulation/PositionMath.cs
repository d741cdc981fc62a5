using System.Collections.Immutable;
using QuantFund.Core.Domain;

namespace QuantFund.Core.Simulation;

internal static class PositionMath
{
    private const int PricePlaces = 6;

    /// <summary>
    /// Positions after a trade of a signed quantity, by <see cref="Position.After"/>, the average price to the places that a
    /// broker reports.
    /// </summary>
    public static ImmutableSortedDictionary<Symbol, Position> Apply(
        ImmutableSortedDictionary<Symbol, Position> positions,
        Symbol symbol,
        decimal signedQuantity,
        decimal price
    )
    {
        var held = positions.GetValueOrDefault(symbol) ?? new Position(symbol, 0m, 0m);
        var after = held.After(signedQuantity, price);
        return after.Quantity == 0m
            ? positions.Remove(symbol)
            : positions.SetItem(symbol, after with { AveragePrice = decimal.Round(after.AveragePrice, PricePlaces) });
    }
}
