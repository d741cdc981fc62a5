using System.Collections.Immutable;
using QuantFund.Core.Domain;

namespace QuantFund.Core.Simulation;

internal static class PositionMath
{
    /// <summary>
    /// Positions after a trade of a signed quantity. The average price is what the open shares cost: adding averages,
    /// reducing keeps it, crossing zero starts again at the trade's price.
    /// </summary>
    public static ImmutableSortedDictionary<Symbol, Position> Apply(
        ImmutableSortedDictionary<Symbol, Position> positions,
        Symbol symbol,
        decimal signedQuantity,
        decimal price
    )
    {
        var (held, average) = positions.TryGetValue(symbol, out var p) ? (p.Quantity, p.AveragePrice) : (0m, 0m);
        var after = held + signedQuantity;
        if (after == 0m)
            return positions.Remove(symbol);
        var adds = Math.Sign(held) * Math.Sign(signedQuantity) >= 0;
        var crosses = Math.Sign(held) != 0 && Math.Sign(after) != Math.Sign(held);
        var cost =
            crosses ? price
            : adds ? decimal.Round(((held * average) + (signedQuantity * price)) / after, 6)
            : average;
        return positions.SetItem(symbol, new Position(symbol, after, cost));
    }
}
