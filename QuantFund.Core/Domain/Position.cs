namespace QuantFund.Core.Domain;

/// <summary>Shares held of one symbol: negative when short. Average price is what the open shares cost, dollars a share.</summary>
public sealed record Position(Symbol Symbol, decimal Quantity, decimal AveragePrice)
{
    /// <summary>
    /// The position after a trade. The average price is quantity-weighted by an addition, unchanged by a reduction, the
    /// trade's own price for what lies beyond zero, and 0 when nothing is left.
    /// </summary>
    /// <param name="change">Shares bought, negative when sold.</param>
    /// <param name="price">Of the trade, dollars a share.</param>
    public Position After(decimal change, decimal price)
    {
        var quantity = Quantity + change;
        if (quantity == 0m)
            return this with { Quantity = 0m, AveragePrice = 0m };
        if (Quantity == 0m || Math.Sign(Quantity) == Math.Sign(change))
        {
            var cost = (Math.Abs(Quantity) * AveragePrice) + (Math.Abs(change) * price);
            return this with { Quantity = quantity, AveragePrice = cost / Math.Abs(quantity) };
        }
        var crossed = Math.Sign(quantity) != Math.Sign(Quantity);
        return this with { Quantity = quantity, AveragePrice = crossed ? price : AveragePrice };
    }
}
