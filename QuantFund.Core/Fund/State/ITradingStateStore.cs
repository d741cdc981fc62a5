using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Execution.PreTrade;
using QuantFund.Core.Fund.Events;

namespace QuantFund.Core.Fund.State;

/// <summary>
/// The halt as it was committed. <paramref name="OutstandingPermits"/>: client order ids that were permitted before and
/// not yet answered at that moment; each is answered or void within <see cref="IOrderStore.PermitLife"/>.
/// </summary>
public sealed record CommittedHalt(
    StoredTradingState State,
    long Sequence,
    IReadOnlyList<ClientOrderId> OutstandingPermits
);

/// <summary>
/// Only reductions, until a person resumes, or until <paramref name="Until"/>; or a flattening to be over by
/// <paramref name="FlattenBy"/> (market time).
/// </summary>
public sealed record ReduceOnlyAct(
    string Reason,
    string By,
    DateTimeOffset? Until = null,
    DateTimeOffset? FlattenBy = null
)
{
    public StoredTradingState At(DateTimeOffset now) => new(TradingState.ReduceOnly, Reason, By, now, Until, FlattenBy);
}

/// <summary>The stored trading state. Any process may write it, each change with its journal entry in one transaction.</summary>
public interface ITradingStateStore
{
    /// <summary><see cref="StoredTradingState.Missing"/>, which is halted, where none is stored.</summary>
    Task<StoredTradingState> ReadAsync(CancellationToken cancellation);

    /// <summary>A new fund's first state, active. Changes nothing where a state is stored; gives the one that holds now.</summary>
    Task<StoredTradingState> BeginAsync(string reason, string by, CancellationToken cancellation);

    Task<CommittedHalt> HaltAsync(string reason, string by, CancellationToken cancellation);

    /// <summary>
    /// Back to active, by a person only; nothing when it is active. In the same transaction the drawdown begins anew: the
    /// high-water mark is <paramref name="equity"/> (dollars; null takes the newest stored point), the old one is kept and
    /// shown, and every rung of the ladder is armed again.
    /// </summary>
    Task<StoredTradingState> ResumeAsync(string reason, string by, decimal? equity, CancellationToken cancellation);

    /// <summary>
    /// Only reductions from here on; what it asks for is stored when it <see cref="StoredTradingState.Outranks"/> the
    /// present state, and nothing changes otherwise. Gives the state that holds now.
    /// </summary>
    Task<StoredTradingState> ReduceOnlyAsync(ReduceOnlyAct act, CancellationToken cancellation);

    /// <summary>
    /// A person's order to close the book: only reductions of the flattening until <see cref="ReduceOnlyAct.FlattenBy"/>,
    /// from whatever state, halted too; it ends halted. A flattening under way goes on by its own deadline.
    /// </summary>
    Task<StoredTradingState> FlattenAsync(ReduceOnlyAct act, CancellationToken cancellation);

    /// <summary>Back to active when the state is reduce-only with an end at or before <paramref name="now"/>; nothing otherwise.</summary>
    Task<StoredTradingState> LiftExpiredAsync(DateTimeOffset now, CancellationToken cancellation);
}
