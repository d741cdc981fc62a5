namespace QuantFund.Core.Risk.Limits;

/// <summary>Net exposure at most 100% of equity (seed): the longs shrink alike.</summary>
public sealed class MaxNetLimit : ILimit
{
    public string Name => "netLong";

    public LimitUse Measure(ReadOnlySpan<double> weights, RiskContext context) =>
        new(Name, "portfolio", context.Options.MaxNetFraction, Exposure.Of(weights, context).Net);

    public void Apply(Span<double> weights, RiskContext context, ICollection<Clamp> clamps)
    {
        var use = Measure(weights, context);
        if (!use.IsBroken)
            return;
        Exposure.Shed(weights, 1, use.Use - use.Bound);
        clamps.Add(new Clamp(Name, use.Subject, use.Use, Measure(weights, context).Use));
    }
}
