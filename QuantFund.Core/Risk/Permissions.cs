using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;

namespace QuantFund.Core.Risk;

/// <summary>
/// What may be added to at all. A short that can't be borrowed does not grow; the target of a restricted name, and of every
/// name while the fund may only reduce, lies between the position and zero.
/// </summary>
internal static class Permissions
{
    public const string Restricted = "restricted";
    public const string Unborrowable = "unborrowable";
    public const string ReduceOnly = "reduceOnly";

    public static void Apply(Span<double> weights, RiskContext context, ICollection<Clamp> clamps)
    {
        var current = context.Current.Span;
        for (var row = 0; row < weights.Length; row++)
        {
            if (context.Restricted.Span[row])
                Limit(weights, row, Toward(weights[row], current[row]), Restricted, context, clamps);
            if (weights[row] < 0 && !context.Shortable.Span[row])
                Limit(weights, row, Math.Max(weights[row], Math.Min(0, current[row])), Unborrowable, context, clamps);
            if (context.State != TradingState.Active)
                Limit(weights, row, Toward(weights[row], current[row]), ReduceOnly, context, clamps);
        }
    }

    /// <summary>The target, no larger than the position and never on its other side.</summary>
    public static double Toward(double target, double current) =>
        Math.Sign(target) != Math.Sign(current) ? 0
        : Math.Abs(target) <= Math.Abs(current) ? target
        : current;

    private static void Limit(
        Span<double> weights,
        int row,
        double after,
        string limit,
        RiskContext context,
        ICollection<Clamp> clamps
    )
    {
        if (after.Equals(weights[row]))
            return;
        clamps.Add(new Clamp(limit, context.Universe[row].Symbol.Value, weights[row], after));
        weights[row] = after;
    }
}
