namespace QuantFund.Core.Domain;

/// <summary>
/// What the fund may do with orders. The first three are stored; <see cref="Reconciling"/> is only shown, over the
/// first two, from start until the broker's state agrees. A stored <see cref="Halted"/> always reads halted.
/// </summary>
public enum TradingState
{
    Active,
    ReduceOnly,
    Halted,
    Reconciling,
}
