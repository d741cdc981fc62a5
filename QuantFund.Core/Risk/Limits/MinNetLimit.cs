namespace QuantFund.Core.Risk.Limits;

/// <summary>Net exposure no lower than −30% of equity (seed): the shorts shrink alike. Measured as net short, positive.</summary>
public sealed class MinNetLimit : ILimit
{
    public string Name => "netShort";

    public LimitUse Measure(ReadOnlySpan<double> weights, RiskContext context) =>
        new(Name, "portfolio", -context.Options.MinNetFraction, -Exposure.Of(weights, context).Net);

    public void Apply(Span<double> weights, RiskContext context, ICollection<Clamp> clamps)
    {
        var use = Measure(weights, context);
        if (!use.IsBroken)
            return;
        Exposure.Shed(weights, -1, use.Use - use.Bound);
        clamps.Add(new Clamp(Name, use.Subject, use.Use, Measure(weights, context).Use));
    }
}
