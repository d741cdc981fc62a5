using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Ingestion;

namespace QuantFund.Core.Execution;

/// <summary>What the steps of one group share.</summary>
internal sealed class DeskRound(
    Dictionary<ClientOrderId, StoredOrder> open,
    (AccountReading? Account, IReadOnlyDictionary<Symbol, Borrow> Borrow) said,
    int parallel
) : IDisposable
{
    private volatile bool failed;

    public Dictionary<ClientOrderId, StoredOrder> Open { get; } = open;

    public (AccountReading? Account, IReadOnlyDictionary<Symbol, Borrow> Borrow) Said { get; } = said;

    public SemaphoreSlim Room { get; } = new(parallel);

    public bool Failed
    {
        get => failed;
        set => failed = value;
    }

    public void Dispose() => Room.Dispose();
}
