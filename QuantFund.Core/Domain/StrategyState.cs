namespace QuantFund.Core.Domain;

/// <summary>
/// Whether a strategy's proposals count: enabled ones vote, shadow ones are only kept on paper, disabled ones stay silent.
/// </summary>
public enum StrategyState
{
    Enabled,
    Shadow,
    Disabled,
}

/// <summary>What a set of decisions says of a strategy that it may not name.</summary>
public static class StrategyStates
{
    /// <summary>The strategy's state; one that nobody decided on is enabled.</summary>
    public static StrategyState StateOf(
        this IReadOnlyDictionary<StrategyId, StrategyState> states,
        StrategyId strategy
    ) => states.TryGetValue(strategy, out var state) ? state : StrategyState.Enabled;
}
