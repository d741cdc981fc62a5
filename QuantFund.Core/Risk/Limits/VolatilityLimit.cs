namespace QuantFund.Core.Risk.Limits;

/// <summary>
/// Forecast volatility of the book at most 18% a year: all names shrink alike. A volatility that can't be measured, for want
/// of any returns, is no use of the limit: such names never get a target.
/// </summary>
public sealed class VolatilityLimit : ILimit
{
    public string Name => "volatility";

    public LimitUse Measure(ReadOnlySpan<double> weights, RiskContext context)
    {
        var forecast = context.Volatility.Of(weights);
        return new LimitUse(Name, "portfolio", context.Options.MaxVolatility, double.IsNaN(forecast) ? 0 : forecast);
    }

    public void Apply(Span<double> weights, RiskContext context, ICollection<Clamp> clamps)
    {
        var use = Measure(weights, context);
        if (!use.IsBroken)
            return;
        Scaling.All(weights, use.Bound / use.Use);
        clamps.Add(new Clamp(Name, use.Subject, use.Use, use.Bound));
    }
}
