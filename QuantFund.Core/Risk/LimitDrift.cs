using QuantFund.Core.Statistics;

namespace QuantFund.Core.Risk;

/// <summary>
/// A held book that prices have carried past a limit by less than 2% of it is left alone: cutting it back by a hair each cycle
/// is an order a name for nothing. What is cut goes to 98% of the limit, so that it need not be cut again tomorrow. Source:
/// STRATEGIES, section F.
/// </summary>
public static class LimitDrift
{
    /// <summary>The part of a limit that a held book may be beyond it.</summary>
    public const double Left = 0.02;

    /// <summary>What a position that is cut keeps of what the limits leave it.</summary>
    public const double CutTo = 0.98;

    /// <summary>Past the limit by so much that it has to be cut.</summary>
    public static bool IsBeyond(LimitUse use) => Tolerance.Above(use.Use, use.Bound * (1 + Left));

    /// <summary>A broken limit that a plan leaves no worse than prices have made it, and that is left alone.</summary>
    public static bool IsLeftAlone(LimitUse after, LimitUse before) =>
        !IsBeyond(before) && Tolerance.AtMost(after.Use, before.Use);
}
