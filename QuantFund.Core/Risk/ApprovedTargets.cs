using QuantFund.Core.Ensemble;
using QuantFund.Core.Statistics;

namespace QuantFund.Core.Risk;

/// <summary>
/// Targets within every limit. They exist only by way of <see cref="RiskGate.Review"/>, whose last step measures the whole
/// set again: there is no other way to make one, and no plan without one.
/// </summary>
public sealed class ApprovedTargets
{
    private readonly double[] weights;
    private readonly double[] allowed;

    private ApprovedTargets(TargetBook wanted, double[] weights, double[] allowed, RiskContext context, double scale)
    {
        Wanted = wanted;
        this.weights = weights;
        this.allowed = allowed;
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

    /// <summary>What the limits, and a scale that has fallen since the last cycle, leave of the book as it stands.</summary>
    public ReadOnlySpan<double> Allowed => allowed;

    /// <summary>
    /// True where the present position itself is more than is allowed: the reduction down to what is allowed is risk's own
    /// wish, and cost has no say in it.
    /// </summary>
    public bool IsReductionAsked(int row) =>
        Tolerance.Below(Math.Abs(allowed[row]), Math.Abs(Context.Current.Span[row]));

    /// <summary>The targets, or the first limit that they break.</summary>
    internal static (ApprovedTargets? Approved, LimitUse? Broken) Check(
        TargetBook wanted,
        double[] weights,
        double[] allowed,
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
            : (new ApprovedTargets(wanted, weights, allowed, context, scale), null);
    }
}
