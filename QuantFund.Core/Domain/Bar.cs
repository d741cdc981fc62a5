namespace QuantFund.Core.Domain;

/// <summary>
/// What traded in one interval. <paramref name="Start"/> is the interval's beginning (UTC); prices in dollars a share,
/// volume in shares. Low ≤ open, close ≤ high.
/// </summary>
public sealed record Bar(
    Symbol Symbol,
    DateTimeOffset Start,
    decimal Open,
    decimal High,
    decimal Low,
    decimal Close,
    decimal Volume
);
