using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Ingestion;

namespace QuantFund.Core.Execution;

/// <summary>Sends the next order of a work: its type and price by now, its intent, and what the sender made of it.</summary>
public sealed class OrderAttempts(OrderSender sender, OrderTracker tracker, DeskFacts facts)
{
    internal async Task SendAsync(
        WorkedOrder work,
        (AccountReading? Account, IReadOnlyDictionary<Symbol, Borrow> Borrow) said,
        CancellationToken cancellation
    )
    {
        var context = await facts.ReadAsync(work.Parent.Symbol, said, cancellation);
        var type = work.NextType(context.Now);
        decimal? limit = null;
        if (type == OrderType.Limit)
        {
            limit = context.Quotes.TryGetValue(work.Parent.Symbol, out var quote)
                ? LimitPricing.For(work.Parent.Side, quote)
                : null;
            if (limit is null)
            {
                work.Refuse("priceCollar", $"There is no quote of {work.Parent.Symbol} to price it from.");
                return;
            }
        }
        var intent = Intent(work, type, limit, context.Now);
        work.Sending(intent.Id);
        var outcome = await sender.SendAsync(intent, context, cancellation);
        switch (outcome)
        {
            case SendOutcome.Sent sent:
                work.Sent(sent.Order, context.Now);
                tracker.Hint();
                break;
            case SendOutcome.Known known:
                work.Sent(known.Order, context.Now);
                tracker.Hint();
                break;
            case SendOutcome.Void never:
                work.NeverLeft(never.Order);
                break;
            case SendOutcome.Refused refused:
                work.Refuse(refused.Check, refused.Reason);
                break;
        }
    }

    private static OrderIntent Intent(WorkedOrder work, OrderType type, decimal? limit, DateTimeOffset now)
    {
        var p = work.Parent;
        var quantity = work.Remaining;
        return new OrderIntent(
            ClientOrderIds.For(p.OriginId, p.Symbol, p.Slice, work.Attempt),
            p.Origin,
            p.Cycle,
            p.Symbol,
            p.Side,
            type,
            quantity,
            limit,
            p.Slice,
            work.Attempt,
            p.Reduces,
            Dollars.Rounded(p.EstimatedCost * quantity / p.Quantity),
            p.ReferencePrice,
            now
        )
        {
            PlanEnds = p.PlanEnds,
        };
    }
}
