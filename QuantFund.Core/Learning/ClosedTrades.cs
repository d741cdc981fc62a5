using QuantFund.Core.Domain;
using QuantFund.Core.Execution;

namespace QuantFund.Core.Learning;

/// <summary>
/// The fund's own closed trades: every filled order that reduces a position closes one, and wins when its average price lies
/// on the right side of what the position cost.
/// </summary>
public static class ClosedTrades
{
    public static (int Closed, int Wins) Count(Submission submission, Book before)
    {
        int closed = 0,
            wins = 0;
        foreach (var order in submission.Orders)
        {
            if (
                !order.Intent.Reduces
                || order.AveragePrice is not { } price
                || order.FilledQuantity <= 0m
                || !before.Positions.TryGetValue(order.Intent.Symbol, out var position)
            )
                continue;
            closed++;
            if ((price - position.AveragePrice) * Math.Sign(position.Quantity) > 0m)
                wins++;
        }
        return (closed, wins);
    }
}
