using QuantFund.Core.Statistics;

namespace QuantFund.Core.Risk.Limits;

/// <summary>No name above 15% of equity (seed), long or short.</summary>
public sealed class PositionLimit : ILimit
{
    public string Name => "position";

    public LimitUse Measure(ReadOnlySpan<double> weights, RiskContext context)
    {
        var largest = -1;
        for (var row = 0; row < weights.Length; row++)
            if (largest < 0 || Math.Abs(weights[row]) > Math.Abs(weights[largest]))
                largest = row;
        return largest < 0
            ? new LimitUse(Name, "portfolio", context.Options.MaxPositionFraction, 0)
            : new LimitUse(
                Name,
                context.Universe[largest].Symbol.Value,
                context.Options.MaxPositionFraction,
                Math.Abs(weights[largest])
            );
    }

    public void Apply(Span<double> weights, RiskContext context, ICollection<Clamp> clamps)
    {
        var most = context.Options.MaxPositionFraction;
        for (var row = 0; row < weights.Length; row++)
        {
            if (Tolerance.AtMost(Math.Abs(weights[row]), most))
                continue;
            var after = Math.CopySign(most, weights[row]);
            clamps.Add(new Clamp(Name, context.Universe[row].Symbol.Value, weights[row], after));
            weights[row] = after;
        }
    }
}
