using QuantFund.Core.Costs;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Orders;

namespace QuantFund.Testing.Decision;

/// <summary>Fills every trade of a plan at once and in full, half the spread away from its reference price.</summary>
public sealed class FillingDesk : IOrderDesk
{
    public List<StoredOrder> Filled { get; } = [];

    public Task<Submission> SubmitAsync(TradePlan plan, IReadOnlySet<Symbol> excluded, CancellationToken cancellation)
    {
        var orders = plan.Without(excluded).Select((t, i) => Fill(plan, t, i)).ToList();
        Filled.AddRange(orders);
        return Task.FromResult(new Submission(orders, []));
    }

    private static StoredOrder Fill(TradePlan plan, PlannedTrade trade, int number)
    {
        var halfSpread = trade.ReferencePrice * (decimal)(trade.SpreadBps / 20_000);
        var price = Math.Round(
            trade.Side == Side.Buy ? trade.ReferencePrice + halfSpread : trade.ReferencePrice - halfSpread,
            4
        );
        var id = new ClientOrderId($"{plan.Cycle}-{trade.Symbol}-{number}");
        var intent = new OrderIntent(
            id,
            OrderOrigin.Cycle,
            plan.Cycle,
            trade.Symbol,
            trade.Side,
            OrderType.Limit,
            trade.Quantity,
            price,
            0,
            0,
            trade.Reduces,
            trade.EstimatedCost,
            trade.ReferencePrice,
            plan.AsOf
        );
        return new StoredOrder(
            intent,
            new BrokerOrderId("b-" + id),
            OrderStatus.Filled,
            trade.Quantity,
            price,
            halfSpread * trade.Quantity,
            null,
            plan.AsOf,
            plan.AsOf,
            plan.AsOf,
            plan.AsOf
        );
    }
}
