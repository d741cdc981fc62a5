using QuantFund.Core.Statistics;

namespace QuantFund.Core.Risk;

/// <summary>
/// One reduction by one limit. <paramref name="Subject"/>: a symbol, a sector or <c>portfolio</c>; before and after in the
/// limit's own measure, fractions of equity (a volatility for the volatility limit).
/// </summary>
public sealed record Clamp(string Limit, string Subject, double Before, double After);

/// <summary>How much of a limit a book uses; broken when use exceeds the limit. Subject: where it is used most.</summary>
public sealed record LimitUse(string Limit, string Subject, double Bound, double Use)
{
    public bool IsBroken => Tolerance.Above(Use, Bound);

    public double Excess => IsBroken ? Use - Bound : 0;
}
