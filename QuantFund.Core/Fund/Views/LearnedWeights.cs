namespace QuantFund.Core.Fund.Views;

/// <summary>
/// The one learned weight that is told of a strategy, wherever it is listed: what <c>/learning</c> has. The verdict's own is
/// shared out again among those that spoke, and is told with the debate alone.
/// </summary>
public static class LearnedWeights
{
    /// <summary>The strategies with their learned weights; NaN where nothing is known of what was learned.</summary>
    public static IReadOnlyList<StrategyView> On(IEnumerable<StrategyView> strategies, LearningView? learning)
    {
        var known = learning?.Strategies.ToDictionary(s => s.Id, s => s.LearnedWeight) ?? [];
        return [.. strategies.Select(s => s with { LearnedWeight = known.GetValueOrDefault(s.Id, double.NaN) })];
    }
}
