using QuantFund.Core.Domain;

namespace QuantFund.Core.Simulation;

/// <summary>
/// What one order gets at one moment: quantity and price, or nothing. The price is the touch plus impact for size, on
/// whole steps, within the bar's low and high, never worse than the limit; the quantity is bounded by the size shown and
/// by a share of the bar's volume.
/// </summary>
internal static class OrderFill
{
    /// <summary>All orders of the account together take at most this share of a bar's volume.</summary>
    public const decimal Participation = .10m;

    /// <summary>Taking the whole size shown moves the price by this share of the spread (Almgren et al. 2005 in spirit).</summary>
    private const decimal ImpactShare = .5m;

    /// <summary>How often in one drawing of sizes an order in the middle of the spread is met: at most this at the far touch.</summary>
    private const double InsideRate = .5;

    public static (decimal Quantity, decimal Price)? At(ulong seed, WorkingOrder working, MarketLine line, Taken taken)
    {
        var order = working.Order;
        var buys = order.Side == Side.Buy;
        var (touch, shown, used) = buys
            ? (line.Quote.Ask, line.Quote.AskSize, taken.Bought)
            : (line.Quote.Bid, line.Quote.BidSize, taken.Sold);
        var ofBar = decimal.Floor(line.BarVolume * Participation) - taken.InBar;
        var quantity = Math.Min(working.Remaining, Math.Min(shown - used, ofBar));
        if (quantity <= 0m)
            return null;
        var (lowest, highest) = (PriceTick.Ceiling(line.Low), PriceTick.Floor(line.High));
        if (lowest > highest)
            return null;

        if (order.LimitPrice is { } limit && (buys ? limit < touch : limit > touch))
            return Met(seed, working, line, limit) && limit >= lowest && limit <= highest
                ? (Math.Min(quantity, shown), limit)
                : null;
        var spread = line.Quote.Ask - line.Quote.Bid;
        var step = PriceTick.At(touch);
        var impact =
            decimal.Round(spread * ImpactShare * (quantity + used) / shown / step, MidpointRounding.AwayFromZero)
            * step;
        var price = Math.Clamp(PriceTick.Nearest(buys ? touch + impact : touch - impact), lowest, highest);
        if (order.LimitPrice is not { } worst)
            return (quantity, price);
        price = buys ? Math.Min(price, worst) : Math.Max(price, worst);
        return price >= lowest && price <= highest ? (quantity, price) : null;
    }

    /// <summary>Inside the spread somebody comes sometimes: the likelier, the better the price for them.</summary>
    private static bool Met(ulong seed, WorkingOrder working, MarketLine line, decimal limit)
    {
        var (bid, ask) = (line.Quote.Bid, line.Quote.Ask);
        if (limit <= bid || limit >= ask)
            return false;
        var generosity = (double)((working.Order.Side == Side.Buy ? limit - bid : ask - limit) / (ask - bid));
        var minutes = (int)(line.BarStart.UtcTicks / TimeSpan.TicksPerMinute % int.MaxValue);
        var moment = StreamSeed.Of(seed, working.Order.ClientOrderId.Value, minutes);
        var draw = new SeededRandom(StreamSeed.Of(moment, "inside", line.Bin));
        return draw.Uniform() < InsideRate * generosity;
    }
}
