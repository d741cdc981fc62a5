namespace QuantFund.Core.Risk.Limits;

/// <summary>No more than 100% of equity in longs (seed: leverage 1.0): all longs shrink alike.</summary>
public sealed class LongLimit : ILimit
{
    public string Name => "long";

    public LimitUse Measure(ReadOnlySpan<double> weights, RiskContext context) =>
        new(Name, "portfolio", context.Options.MaxLongFraction, Exposure.Of(weights, context).Long);

    public void Apply(Span<double> weights, RiskContext context, ICollection<Clamp> clamps)
    {
        var use = Measure(weights, context);
        if (!use.IsBroken)
            return;
        Exposure.Shed(weights, 1, use.Use - use.Bound);
        clamps.Add(new Clamp(Name, use.Subject, use.Use, Measure(weights, context).Use));
    }
}
