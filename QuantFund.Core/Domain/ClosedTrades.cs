namespace QuantFund.Core.Domain;

/// <summary>
/// The fund's own closed trades: positions that were brought to zero or turned, each once, whatever the number of orders,
/// trims and partial fills; <paramref name="Wins"/>: those that brought more than they cost over their whole life, at the
/// prices that were paid, fees and borrow apart. Source: STRATEGIES, section I.
/// </summary>
public sealed record ClosedTrades(int Count, int Wins)
{
    // Average prices are quotients: what is left beyond a hundredth of a cent is their rounding, no profit.
    private const int PnlPlaces = 4;

    public static ClosedTrades None { get; } = new(0, 0);

    /// <summary>A fraction; NaN before the first.</summary>
    public double WinRate => Count == 0 ? double.NaN : (double)Wins / Count;

    /// <summary>What a change of quantity does to the count, and to what the position has realised since it was opened.</summary>
    /// <param name="realized">Dollars that the position's earlier reductions brought.</param>
    /// <param name="held">The position before.</param>
    /// <param name="change">Signed shares.</param>
    /// <param name="price">Dollars a share.</param>
    /// <returns>The count, and what the position that is left has realised: 0 for one that is new.</returns>
    public (ClosedTrades Trades, decimal Realized) After(decimal realized, Position held, decimal change, decimal price)
    {
        if (Math.Sign(held.Quantity) * Math.Sign(change) >= 0)
            return (this, realized);
        var shares = Math.Min(Math.Abs(change), Math.Abs(held.Quantity));
        var total = realized + (shares * (price - held.AveragePrice) * Math.Sign(held.Quantity));
        return Math.Abs(change) < Math.Abs(held.Quantity)
            ? (this, total)
            : (new ClosedTrades(Count + 1, Math.Round(total, PnlPlaces) > 0m ? Wins + 1 : Wins), 0m);
    }
}
