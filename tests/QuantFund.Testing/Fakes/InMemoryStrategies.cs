using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.State;

namespace QuantFund.Testing.Fakes;

public sealed class InMemoryStrategies(InMemoryFund fund, InMemoryJournal journal, KillSwitch kill) : IStrategyStates
{
    public Task<IReadOnlyDictionary<StrategyId, StrategyState>> ReadAsync(CancellationToken cancellation)
    {
        kill.Alive();
        lock (fund.Sync)
            return Task.FromResult<IReadOnlyDictionary<StrategyId, StrategyState>>(
                new Dictionary<StrategyId, StrategyState>(fund.Strategies)
            );
    }

    public Task SetAsync(
        StrategyId strategy,
        StrategyState state,
        string by,
        string reason,
        CancellationToken cancellation
    ) =>
        Task.FromResult(
            journal.Change(() =>
            {
                if (fund.Strategies.GetValueOrDefault(strategy) == state)
                    return false;
                fund.Strategies[strategy] = state;
                journal.Record(new FundFact.StrategyStateChanged(strategy, state, by, reason));
                return true;
            })
        );
}
