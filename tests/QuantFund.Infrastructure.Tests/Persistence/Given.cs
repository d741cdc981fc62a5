using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Execution.PreTrade;

namespace QuantFund.Infrastructure.Tests.Persistence;

internal static class Given
{
    /// <summary>09:45 New York on Monday 2026-01-05.</summary>
    public static readonly DateTimeOffset Slot = new(2026, 1, 5, 14, 45, 0, TimeSpan.Zero);

    public static readonly CycleId Cycle = new("c20260105-0945");

    public static readonly Symbol Apple = Symbol.Parse("AAPL");

    /// <summary>A buy of 100 AAPL at 250.00 or less, mid 249.50.</summary>
    public static OrderIntent Intent(string id = "c20260105-0945-AAPL-0-0") =>
        new(
            new ClientOrderId(id),
            OrderOrigin.Cycle,
            Cycle,
            Apple,
            Side.Buy,
            OrderType.Limit,
            100m,
            250.00m,
            0,
            0,
            false,
            12.50m,
            249.50m,
            Slot
        );

    public static PreTradeVerdict Allow(PermitFacts facts) => new PreTradeVerdict.Allowed();

    public static BrokerOrder AtBroker(OrderIntent intent, OrderStatus status, decimal filled = 0m) =>
        new(
            BrokerIdOf(intent),
            intent.Id,
            intent.Symbol,
            intent.Side,
            intent.Type,
            intent.Quantity,
            intent.LimitPrice,
            filled,
            filled > 0m ? 249.75m : null,
            status,
            null,
            Slot.AddSeconds(1),
            Slot.AddSeconds(1)
        );

    public static OrderExecution Execution(
        OrderIntent intent,
        decimal quantity,
        decimal price,
        decimal cumulative,
        decimal fee = 0m
    ) =>
        new(
            BrokerIdOf(intent),
            intent.Id,
            $"{intent.Id}/{cumulative}",
            intent.Symbol,
            intent.Side,
            quantity,
            price,
            cumulative,
            fee,
            Slot.AddSeconds(2)
        );

    public static BrokerOrderId BrokerIdOf(OrderIntent intent) => new($"b-{intent.Id}");
}
