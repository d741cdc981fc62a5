namespace QuantFund.Core.Costs;

/// <summary>
/// Slippage of one side, basis points: prior 1/2/4/8/20 for spreads below 2/5/15/50/from 50 bps, × .8/1/1.3/1.6/2 for a VIX
/// below 15/20/25/30/from 30; an unknown VIX counts as a high one. Source: STRATEGIES, section G.
/// </summary>
public static class Slippage
{
    public static double Bps(double spreadBps, double vix) => Prior(spreadBps) * VixMultiplier(vix);

    public static double Prior(double spreadBps) =>
        spreadBps < 2 ? 1
        : spreadBps < 5 ? 2
        : spreadBps < 15 ? 4
        : spreadBps < 50 ? 8
        : 20;

    public static double VixMultiplier(double vix) =>
        vix < 15 ? 0.8
        : vix < 20 ? 1
        : vix < 25 ? 1.3
        : vix < 30 ? 1.6
        : 2;
}
