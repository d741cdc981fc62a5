using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;

namespace QuantFund.Core.Costs;

/// <summary>
/// The plan of a fund whose equity is zero or less: every position is closed, whole, and nothing else is done. No weight, limit
/// or benefit says anything there, since each is a fraction of equity; and an exit must never wait for one. The weights of
/// its trades are fractions of the book's gross value.
/// </summary>
internal static class RuinExits
{
    public const string Why = "Equity is zero or less: every position is closed.";

    public static CostReview Plan(CostContext context)
    {
        var skips = new List<SkippedTrade>();
        var trades = new List<PlannedTrade>();
        var gross = context.Book.LongValue - context.Book.ShortValue;
        foreach (var position in context.Book.Positions.Values.OrderBy(p => p.Symbol))
        {
            if (position.Quantity == 0m)
                continue;
            var mark = context.Book.Mark(position);
            var weight = gross == 0m ? 0 : (double)(position.Quantity * mark / gross);
            var side = position.Quantity > 0m ? Side.Sell : Side.Buy;
            if (context.State is TradingState.Halted or TradingState.Reconciling)
                skips.Add(
                    new SkippedTrade(position.Symbol, side, weight, 0, double.NaN, "The fund sends nothing now.")
                );
            else
                trades.Add(Exit(position, side, mark, weight, context));
        }
        return new CostReview(new TradePlan(context.Cycle, context.Features.AsOf, context.Equity, trades), skips, null);
    }

    private static PlannedTrade Exit(Position position, Side side, decimal mark, double weight, CostContext context)
    {
        var quantity = Math.Abs(position.Quantity);
        var row = context.Features.Universe.IndexOf(position.Symbol);
        var known = row >= 0 && context.Prices.Prices[row] > 0m;
        var price = known ? context.Prices.Prices[row] : mark;
        var oneWay = row < 0 ? 0 : CostModel.OneWay(context.Prices, context.Features, row, (double)(quantity * price));
        var fees = RegulatoryFees.Usd(NewYork.DateOf(context.Features.AsOf), side, quantity, price);
        return new PlannedTrade(
            position.Symbol,
            side,
            quantity,
            price,
            row < 0 ? double.NaN : context.Prices.SpreadBps[row],
            row < 0 || context.Prices.Estimated[row],
            weight,
            0,
            Dollars.Rounded(((decimal)oneWay * quantity * price) + fees),
            0m,
            double.NaN,
            Reduces: true,
            Borrow: false,
            Why,
            []
        );
    }
}
