using QuantFund.Core.Ensemble;

namespace QuantFund.Core.Risk;

/// <summary>
/// Targets within every limit. They exist only by way of <see cref="RiskGate.Review"/>, whose last step measures the whole
/// set again: there is no other way to make one, and no plan without one.
/// </summary>
public sealed class ApprovedTargets
{
    private readonly double[] weights;
    private readonly bool[] asked;

    private ApprovedTargets(TargetBook wanted, double[] weights, bool[] asked, RiskContext context, double scale)
    {
        Wanted = wanted;
        this.weights = weights;
        this.asked = asked;
        Context = context;
        Scale = scale;
    }

    /// <summary>What the vote wanted before.</summary>
    public TargetBook Wanted { get; }

    public RiskContext Context { get; }

    /// <summary>VIX scale × ladder scale.</summary>
    public double Scale { get; }

    /// <summary>Signed fractions of equity, over the universe.</summary>
    public ReadOnlySpan<double> Weights => weights;

    /// <summary>
    /// Rows whose present position itself is more than the limits, or a scale that has fallen since the last cycle, allow:
    /// their reduction is risk's own wish, and cost has no say in it.
    /// </summary>
    public ReadOnlySpan<bool> ReductionAsked => asked;

    /// <summary>The targets, or the first limit that they break.</summary>
    internal static (ApprovedTargets? Approved, LimitUse? Broken) Check(
        TargetBook wanted,
        double[] weights,
        bool[] asked,
        RiskContext context,
        double scale
    )
    {
        foreach (var use in RiskGate.Measure(weights, context))
            if (use.IsBroken)
                return (null, use);
        var added = Turnover.Added(context.Current.Span, weights);
        var turnover = new LimitUse(Turnover.Limit, "portfolio", context.Options.MaxTurnoverFraction, added);
        return turnover.IsBroken
            ? (null, turnover)
            : (new ApprovedTargets(wanted, weights, asked, context, scale), null);
    }
}
