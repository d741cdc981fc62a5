using System.Collections.Immutable;
using QuantFund.Core.Domain;

namespace QuantFund.Core.Simulation;

/// <summary>What orders took from a name: of the current bar's volume, and of the sizes shown at present (shares).</summary>
public sealed record Taken(DateTimeOffset Bar, decimal InBar, int Bin, decimal Bought, decimal Sold);

/// <summary>
/// Everything the matching engine keeps: cash (dollars), positions, open orders in the order of their arrival, and the
/// counters that name orders and executions. Immutable: a step that can't be stored never happened.
/// </summary>
public sealed record ExchangeAccount(
    decimal Cash,
    ImmutableSortedDictionary<Symbol, Position> Positions,
    ImmutableSortedDictionary<long, WorkingOrder> Orders,
    ImmutableDictionary<Symbol, Taken> Taken,
    long NextOrder,
    long NextExecution
)
{
    /// <summary>Overnight margin of two to one (Regulation T): what may be held, over equity.</summary>
    public const decimal Margin = 2m;

    public static ExchangeAccount Empty(decimal cash) =>
        new(
            cash,
            ImmutableSortedDictionary<Symbol, Position>.Empty,
            ImmutableSortedDictionary<long, WorkingOrder>.Empty,
            ImmutableDictionary<Symbol, Taken>.Empty,
            1,
            1
        );

    public decimal Quantity(Symbol symbol) => Positions.TryGetValue(symbol, out var p) ? p.Quantity : 0m;

    /// <summary>Cash + Σ quantity · mark, dollars; shorts count negative.</summary>
    public decimal Equity(IMatchingMarket market) => Cash + Positions.Values.Sum(p => p.Quantity * MarkOf(p, market));

    /// <summary>2 · equity − Σ |quantity| · mark − what open orders may still add, dollars; never below zero.</summary>
    public decimal BuyingPower(IMatchingMarket market) =>
        Math.Max(
            0m,
            (Margin * Equity(market))
                - Positions.Values.Sum(p => Math.Abs(p.Quantity) * MarkOf(p, market))
                - Orders.Values.GroupBy(o => o.Order.Symbol).Sum(g => Adding(g.Key, g, market))
        );

    /// <summary>Dollars by which open orders of one name may grow its position, the larger of the two sides.</summary>
    private decimal Adding(Symbol symbol, IEnumerable<WorkingOrder> orders, IMatchingMarket market)
    {
        var held = Quantity(symbol);
        var (bought, sold, price) = (0m, 0m, market.Mark(symbol) ?? 0m);
        foreach (var order in orders)
        {
            price = Math.Max(price, order.Order.LimitPrice ?? 0m);
            if (order.Order.Side == Side.Buy)
                bought += order.Remaining;
            else
                sold += order.Remaining;
        }
        var longer = Math.Max(0m, Math.Abs(held + bought) - Math.Abs(held));
        var shorter = Math.Max(0m, Math.Abs(held - sold) - Math.Abs(held));
        return Math.Max(longer, shorter) * price;
    }

    private static decimal MarkOf(Position position, IMatchingMarket market) =>
        market.Mark(position.Symbol) ?? position.AveragePrice;
}
