using QuantFund.Core.Domain;
using QuantFund.Core.Ingestion;

namespace QuantFund.Core.Execution.Broker;

/// <summary>
/// The broker. Orders and cancels answer with values, never by throwing; the reads throw
/// <see cref="BrokerUnavailableException"/> when the broker can't be reached.
/// </summary>
public interface IBroker
{
    Task<SubmitAnswer> SubmitAsync(OrderRequest request, CancellationToken cancellation);

    Task<CancelAnswer> CancelAsync(BrokerOrderId id, CancellationToken cancellation);

    /// <summary>The order of a client order id, or null when the broker does not know it.</summary>
    Task<BrokerOrder?> FindAsync(ClientOrderId id, CancellationToken cancellation);

    Task<IReadOnlyList<BrokerOrder>> OpenOrdersAsync(CancellationToken cancellation);

    /// <summary>Executions at or after a moment, oldest first.</summary>
    Task<IReadOnlyList<OrderExecution>> ExecutionsSinceAsync(DateTimeOffset time, CancellationToken cancellation);

    Task<AccountReading> AccountAsync(CancellationToken cancellation);

    /// <summary>Events from now on, until cancelled. Missed ones are not replayed.</summary>
    IAsyncEnumerable<BrokerEvent> EventsAsync(CancellationToken cancellation);
}

/// <summary>The broker could not be asked.</summary>
public sealed class BrokerUnavailableException : Exception
{
    public BrokerUnavailableException() { }

    public BrokerUnavailableException(string message)
        : base(message) { }

    public BrokerUnavailableException(string message, Exception inner)
        : base(message, inner) { }
}
