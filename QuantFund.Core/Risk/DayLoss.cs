using QuantFund.Core.Statistics;

namespace QuantFund.Core.Risk;

/// <summary>The session's loss: equity now against its first mark of the session, dollars. Source: STRATEGIES, section F.</summary>
public static class DayLoss
{
    /// <summary>Positive fraction lost since the session's first mark; 0 when nothing is.</summary>
    public static double Fraction(decimal dayOpen, decimal equity) =>
        dayOpen <= 0m || equity >= dayOpen ? 0 : (double)(1m - (equity / dayOpen));

    /// <summary>True from a loss of <see cref="RiskOptions.MaxDayLossFraction"/> on: only reductions for the rest of the session.</summary>
    public static bool IsReached(decimal dayOpen, decimal equity, RiskOptions options) =>
        Tolerance.AtLeast(Fraction(dayOpen, equity), options.MaxDayLossFraction);
}
