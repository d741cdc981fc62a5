using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Events;

namespace QuantFund.Core.Fund.State;

/// <summary>
/// What a person decided of each strategy: enabled votes, shadow is recorded without a vote, disabled is not asked. A
/// strategy that nobody decided about is enabled and missing here. The next cycle reads it anew.
/// </summary>
public interface IStrategyStates
{
    Task<IReadOnlyDictionary<StrategyId, StrategyState>> ReadAsync(CancellationToken cancellation);

    /// <summary>Stores the state with its journal entry (<see cref="FundFact.StrategyStateChanged"/>); nothing when it is that already.</summary>
    Task SetAsync(StrategyId strategy, StrategyState state, string by, string reason, CancellationToken cancellation);
}
