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
