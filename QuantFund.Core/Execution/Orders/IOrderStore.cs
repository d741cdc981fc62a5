using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.PreTrade;

namespace QuantFund.Core.Execution.Orders;

/// <summary>
/// The fund's own record of its orders. Each method is one transaction that writes its rows and its journal entry, and
/// publishes the event once it is committed.
/// </summary>
public interface IOrderStore
{
    /// <summary>How long a permit holds, in wall time (DESIGN, section 6).</summary>
    static readonly TimeSpan PermitLife = TimeSpan.FromSeconds(2);

    /// <summary>
    /// In one transaction under the writer's lock: reads the facts, runs the check on them and, when it allows, writes
    /// the intent with its permit. A refusal is journalled; nothing is written to the orders.
    /// </summary>
    Task<PermitAnswer> PermitAsync(
        OrderIntent intent,
        Func<PermitFacts, PreTradeVerdict> check,
        CancellationToken cancellation
    );

    /// <summary>What the POST answered. Closes the permit.</summary>
    Task<StoredOrder> AnswerAsync(ClientOrderId id, SubmitAnswer answer, CancellationToken cancellation);

    /// <summary>The order was never sent, or is proved unknown to the broker: cancelled with the reason. Closes the permit.</summary>
    Task<StoredOrder> NeverSentAsync(ClientOrderId id, string reason, CancellationToken cancellation);

    /// <summary>What the broker says of the order now. Never moves a final status back, and writes nothing when nothing changed.</summary>
    Task<StoredOrder> ObserveAsync(BrokerOrder order, CancellationToken cancellation);

    /// <summary>
    /// Stores an execution once, by broker order id and cumulative quantity, with its effect on position, cash and the
    /// order; false when it was there already. A broker order the fund does not know is stored as a difference.
    /// </summary>
    Task<bool> ExecuteAsync(OrderExecution execution, CancellationToken cancellation);

    Task<StoredOrder?> FindAsync(ClientOrderId id, CancellationToken cancellation);

    /// <summary>Every order that is not final, oldest first.</summary>
    Task<IReadOnlyList<StoredOrder>> OpenAsync(CancellationToken cancellation);

    Task<IReadOnlyList<StoredOrder>> OfCycleAsync(CycleId cycle, CancellationToken cancellation);

    Task<IReadOnlyList<OrderStep>> HistoryAsync(ClientOrderId id, CancellationToken cancellation);

    Task<IReadOnlyList<OrderExecution>> ExecutionsAsync(ClientOrderId id, CancellationToken cancellation);

    /// <summary>The market time of the newest execution stored; null when there is none. Sweeps start a little before it.</summary>
    Task<DateTimeOffset?> LastExecutionAsync(CancellationToken cancellation);

    /// <summary>Newest first; the cursor is the one that the page before gave.</summary>
    Task<Page<StoredOrder>> PageAsync(
        IReadOnlySet<OrderStatus>? statuses,
        int limit,
        string? cursor,
        CancellationToken cancellation
    );
}
