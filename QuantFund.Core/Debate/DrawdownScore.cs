namespace QuantFund.Core.Debate;

/// <summary>1 − the shadow book's drawdown/10%, floored at 0. Drawdown: positive fraction below its peak. Source: STRATEGIES, section D1.</summary>
public static class DrawdownScore
{
    public const double WorstDrawdown = 0.10;

    public static double Of(double shadowDrawdown) => Math.Max(0, 1 - (shadowDrawdown / WorstDrawdown));
}
