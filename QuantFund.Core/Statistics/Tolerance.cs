namespace QuantFund.Core.Statistics;

/// <summary>
/// Comparisons of a computed number with a bound. The same quantity, computed in another order, differs in its last digits:
/// Σ|w|·21/Σ|w| is 21 give or take one unit in the last place, and a rule that turns at 21 would turn by chance. So a number
/// within <see cref="Fraction"/> of the bound (of 1 where the bound is smaller) counts as lying on it. NaN is neither above,
/// nor below, nor on any bound.
/// </summary>
public static class Tolerance
{
    /// <summary>Far above what a few thousand additions of doubles lose, far below what any rule here means to tell apart.</summary>
    public const double Fraction = 1e-9;

    /// <summary><see cref="Fraction"/> for amounts of money and shares.</summary>
    public const decimal Amount = 0.000_000_001m;

    /// <summary>Beyond the bound by more than rounding.</summary>
    public static bool Above(double value, double bound) => value > bound + Slack(bound);

    /// <summary>Under the bound by more than rounding.</summary>
    public static bool Below(double value, double bound) => value < bound - Slack(bound);

    /// <summary>On the bound or above it.</summary>
    public static bool AtLeast(double value, double bound) => value >= bound - Slack(bound);

    /// <summary>On the bound or under it.</summary>
    public static bool AtMost(double value, double bound) => value <= bound + Slack(bound);

    /// <summary>On the bound.</summary>
    public static bool Same(double value, double bound) => AtLeast(value, bound) && AtMost(value, bound);

    /// <summary>Whole units in a computed number, rounded down: 21 for one that is 21 but for rounding.</summary>
    public static int Whole(double value) => (int)Math.Floor(value + Slack(value));

    /// <summary>Whole units in a computed amount, rounded towards zero.</summary>
    public static decimal Whole(decimal amount) =>
        decimal.Truncate(amount + (Math.Sign(amount) * Amount * Math.Max(1m, Math.Abs(amount))));

    private static double Slack(double bound) => Fraction * Math.Max(1, Math.Abs(bound));
}
