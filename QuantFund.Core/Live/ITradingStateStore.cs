using QuantFund.Core.Domain;
using QuantFund.Core.Execution;

namespace QuantFund.Core.Live;

/// <summary>
/// The halt as it was committed. <paramref name="OutstandingPermits"/>: client order ids that were permitted before and
/// not yet answered at that moment; each is answered or void within <see cref="IOrderStore.PermitLife"/>.
/// </summary>
public sealed record CommittedHalt(
    StoredTradingState State,
    long Sequence,
    IReadOnlyList<ClientOrderId> OutstandingPermits
);

/// <summary>The stored trading state. Any process may write it, each change with its journal entry in one transaction.</summary>
public interface ITradingStateStore
{
    /// <summary><see cref="TradingState.Active"/> in a new store.</summary>
    Task<StoredTradingState> ReadAsync(CancellationToken cancellation);

    Task<CommittedHalt> HaltAsync(string reason, string by, CancellationToken cancellation);

    /// <summary>Back to active, by a person only.</summary>
    Task<StoredTradingState> ResumeAsync(string reason, string by, CancellationToken cancellation);

    /// <summary>Only reductions from here on. Does nothing while halted.</summary>
    Task<StoredTradingState> ReduceOnlyAsync(string reason, string by, CancellationToken cancellation);
}
