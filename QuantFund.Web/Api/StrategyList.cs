using QuantFund.Core.Domain;
using QuantFund.Core.Fund.State;
using QuantFund.Core.Fund.Views;
using QuantFund.Core.Strategies;
using QuantFund.Web.Api.Protocol;
using QuantFund.Web.Replica;

namespace QuantFund.Web.Api;

/// <summary>
/// Every strategy of the roster as the last cycle weighed it, with the state that the next one will read and the learned
/// weight that <c>/learning</c> tells. Before the first cycle its weight and score are not known (NaN).
/// </summary>
public sealed class StrategyList(StrategyRoster roster, IStrategyStates states, IFundReplica replica)
{
    public async Task<IReadOnlyList<StrategyView>> ReadAsync(CancellationToken cancellation)
    {
        var decided = await states.ReadAsync(cancellation);
        var state = replica.Current.State;
        var weighed = state?.Strategies.ToDictionary(s => s.Id) ?? [];
        return LearnedWeights.On(
            roster.Strategies.Select(s =>
                (weighed.GetValueOrDefault(s.Profile.Id) ?? Unweighed(s.Profile)) with
                {
                    State = decided.GetValueOrDefault(s.Profile.Id, StrategyState.Enabled),
                }
            ),
            state?.Learning
        );
    }

    public async Task<StrategyView?> FindAsync(string id, CancellationToken cancellation) =>
        (await ReadAsync(cancellation)).FirstOrDefault(s => string.Equals(s.Id.Value, id, StringComparison.Ordinal));

    private static StrategyView Unweighed(StrategyProfile profile) =>
        new(
            profile.Id,
            EnumNames.Of(profile.Family),
            StrategyState.Enabled,
            double.NaN,
            double.NaN,
            double.NaN,
            "No cycle has asked it yet."
        );
}
