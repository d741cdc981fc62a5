using QuantFund.Core.Statistics;

namespace QuantFund.Core.Costs;

/// <summary>
/// Slippage of one side, basis points: prior 1/2/4/8/20 for spreads below 2/5/15/50/from 50 bps, × .8/1/1.3/1.6/2 for a VIX
/// below 15/20/25/30/from 30; an unknown VIX counts as a high one. Source: STRATEGIES, section G.
/// </summary>
public static class Slippage
{
    public const int Classes = 5;

    private static readonly double[] Bounds = [2, 5, 15, 50];
    private static readonly double[] Priors = [1, 2, 4, 8, 20];

    public static double Bps(double spreadBps, double vix) => Bps(spreadBps, vix, SlippageMemory.Empty);

    /// <summary>With what fills have taught; never so far below zero that half the spread and slippage would pay.</summary>
    public static double Bps(double spreadBps, double vix, SlippageMemory learned) =>
        Math.Max(-spreadBps / 2, learned.LearnedBps(spreadBps) * VixMultiplier(vix));

    public static double Prior(double spreadBps) => Priors[ClassOf(spreadBps)];

    /// <summary>The liquidity class of a spread, 0 the most liquid; the least liquid one where the spread is unknown.</summary>
    public static int ClassOf(double spreadBps)
    {
        var kind = 0;
        while (kind < Bounds.Length && !Tolerance.Below(spreadBps, Bounds[kind]))
            kind++;
        return kind;
    }

    /// <summary>What a class is called on screen: its spreads.</summary>
    public static string NameOf(int liquidityClass) =>
        liquidityClass == 0 ? "under 2 bps"
        : liquidityClass >= Bounds.Length ? "50 bps and more"
        : FormattableString.Invariant($"{Bounds[liquidityClass - 1]:0} to {Bounds[liquidityClass]:0} bps");

    public static double PriorOf(int liquidityClass) => Priors[liquidityClass];

    public static double VixMultiplier(double vix) =>
        Tolerance.Below(vix, 15) ? 0.8
        : Tolerance.Below(vix, 20) ? 1
        : Tolerance.Below(vix, 25) ? 1.3
        : Tolerance.Below(vix, 30) ? 1.6
        : 2;
}
