namespace QuantFund.Core.Risk.Limits;

/// <summary>No more than 200% of equity gross (seed): all names shrink alike.</summary>
public sealed class GrossLimit : ILimit
{
    public string Name => "gross";

    public LimitUse Measure(ReadOnlySpan<double> weights, RiskContext context) =>
        new(Name, "portfolio", context.Options.MaxGrossFraction, Exposure.Of(weights, context).Gross);

    public void Apply(Span<double> weights, RiskContext context, ICollection<Clamp> clamps)
    {
        var use = Measure(weights, context);
        if (!use.IsBroken)
            return;
        Exposure.Shed(weights, 0, use.Use - use.Bound);
        clamps.Add(new Clamp(Name, use.Subject, use.Use, Measure(weights, context).Use));
    }
}
