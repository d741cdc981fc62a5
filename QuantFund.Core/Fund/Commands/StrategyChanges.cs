using QuantFund.Core.Domain;
using QuantFund.Core.Fund.State;
using QuantFund.Core.Strategies;

namespace QuantFund.Core.Fund.Commands;

/// <summary>A strategy is to be enabled, shadowed or disabled. <paramref name="Reason"/> may be empty.</summary>
public sealed record StrategyChange(StrategyId Strategy, StrategyState State, string Reason, string By);

/// <summary>Changes of a strategy's state, for the strategies that the fund has.</summary>
public sealed class StrategyChanges(IStrategyStates states, StrategyRoster roster)
{
    /// <summary>False for an id that the roster does not have.</summary>
    public async Task<bool> MakeAsync(StrategyChange change, CancellationToken cancellation)
    {
        if (roster.Strategies.All(s => s.Profile.Id != change.Strategy))
            return false;
        await states.SetAsync(change.Strategy, change.State, change.By, change.Reason, cancellation);
        return true;
    }
}
