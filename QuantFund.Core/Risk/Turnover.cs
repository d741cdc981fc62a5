namespace QuantFund.Core.Risk;

/// <summary>
/// Risk-adding turnover of one cycle at most 50% of equity: what is added to positions, and all of a position on the other
/// side of zero, shrinks alike. Reductions are never capped. Source: STRATEGIES, section F.
/// </summary>
public static class Turnover
{
    public const string Limit = "turnover";

    /// <summary>What moving a name from one weight to another adds to the risk held.</summary>
    public static double Added(double current, double target) =>
        Math.Sign(current) * Math.Sign(target) < 0
            ? Math.Abs(target)
            : Math.Max(0, Math.Abs(target) - Math.Abs(current));

    public static double Added(ReadOnlySpan<double> current, ReadOnlySpan<double> target)
    {
        var sum = 0.0;
        for (var row = 0; row < target.Length; row++)
            sum += Added(current[row], target[row]);
        return sum;
    }

    internal static void Apply(Span<double> weights, RiskContext context, ICollection<Clamp> clamps)
    {
        var current = context.Current.Span;
        var added = Added(current, weights);
        var most = context.Options.MaxTurnoverFraction;
        if (added <= most)
            return;
        for (var row = 0; row < weights.Length; row++)
        {
            var addition = Added(current[row], weights[row]);
            if (addition > 0)
                weights[row] -= Math.CopySign(addition * (1 - (most / added)), weights[row]);
        }
        clamps.Add(new Clamp(Limit, "portfolio", added, most));
    }
}
