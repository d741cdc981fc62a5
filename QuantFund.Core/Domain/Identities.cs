namespace QuantFund.Core.Domain;

/// <summary>
/// Names one run of the decision pipeline. A slot's cycle is <c>c</c> + the slot in New York time
/// (<c>c20260105-0945</c>), so that two servers name it alike; a manual one ends in <c>-m</c> + seconds and a number.
/// </summary>
public readonly record struct CycleId(string Value)
{
    public override string ToString() => Value ?? "";
}

/// <summary>A strategy's name in STRATEGIES.md, such as <c>vwap-reversion</c>.</summary>
public readonly record struct StrategyId(string Value)
{
    public override string ToString() => Value ?? "";
}

/// <summary>The fund's own name for an order, unique for ever: a function of origin, symbol, slice and attempt.</summary>
public readonly record struct ClientOrderId(string Value)
{
    public override string ToString() => Value ?? "";
}

/// <summary>The broker's name for an order.</summary>
public readonly record struct BrokerOrderId(string Value)
{
    public override string ToString() => Value ?? "";
}
