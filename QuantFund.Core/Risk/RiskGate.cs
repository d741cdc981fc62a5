using System.Globalization;
using QuantFund.Core.Ensemble;
using QuantFund.Core.Risk.Limits;
using QuantFund.Core.Statistics;

namespace QuantFund.Core.Risk;

/// <summary>
/// Phase F: folds every limit over the targets, in the order of STRATEGIES, section F: permissions, position, sector, correlation
/// cluster, long,
/// gross, net, volatility, VIX scale, ladder scale, turnover; and measures the whole set again at the end. It only shrinks:
/// no weight grows or changes sign.
/// </summary>
public static class RiskGate
{
    public const string VixLimit = "vix";
    public const string LadderLimit = "ladder";

    private const int MostPasses = 8;

    /// <summary>The limits in order.</summary>
    public static IReadOnlyList<ILimit> Limits { get; } =
    [
        new PositionLimit(),
        new SectorLimit(),
        new ClusterNetLimit(),
        new ClusterGrossLimit(),
        new LongLimit(),
        new GrossLimit(),
        new MaxNetLimit(),
        new MinNetLimit(),
        new VolatilityLimit(),
    ];

    public static RiskReview Review(TargetBook targets, RiskContext context)
    {
        context = WithClusters(targets, context);
        var clamps = new List<Clamp>();
        var weights = targets.Weights.ToArray();
        Permissions.Apply(weights, context, clamps);
        Apply(weights, context, clamps);
        var size = VixScale.Of(context.Vix, context.LastVixScale);
        // What k has cut already for the same risk is not cut twice.
        var vix = Math.Min(1, size / Math.Min(1, targets.Scale));
        Scale(weights, vix, VixLimit, clamps);
        Scale(weights, context.LadderScale, LadderLimit, clamps);
        Turnover.Apply(weights, context, clamps);
        // Capping what is added on one side can leave the other side's net or volatility bare: these shrink again, and again
        // where shrinking for one limit has laid another one bare.
        for (var pass = 0; pass < MostPasses && IsBroken(weights, context); pass++)
            Apply(weights, context, clamps);

        var scale = vix * context.LadderScale;
        var (approved, broken) = ApprovedTargets.Check(targets, weights, Allowed(context, scale), context, scale);
        return new RiskReview(
            approved,
            broken is null
                ? null
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"The limit '{broken.Limit}' stays broken ({broken.Subject}): {broken.Use:0.0000} against {broken.Bound:0.0000}."
                ),
            clamps,
            Measure(approved is null ? context.Current.Span : weights, context),
            vix,
            context.LadderScale
        )
        {
            VixSize = size,
        };
    }

    /// <summary>Every limit with its use by a book: for the check at the end, the live monitor and the screen.</summary>
    public static IReadOnlyList<LimitUse> Measure(ReadOnlySpan<double> weights, RiskContext context)
    {
        var uses = new LimitUse[Limits.Count];
        for (var i = 0; i < uses.Length; i++)
            uses[i] = Limits[i].Measure(weights, context);
        return uses;
    }

    private static bool IsBroken(double[] weights, RiskContext context)
    {
        foreach (var use in Measure(weights, context))
            if (use.IsBroken)
                return true;
        return false;
    }

    /// <summary>Clusters of the names that are held or wanted: what is in neither book can't break a limit, and adds no cost.</summary>
    private static RiskContext WithClusters(TargetBook targets, RiskContext context) =>
        context with
        {
            Clusters = CorrelationClusters.Of(
                context.Returns,
                CorrelationClusters.HeldIn(targets.Weights.ToArray(), context.Current),
                context.Options.ClusterCorrelation
            ),
        };

    private static void Apply(double[] weights, RiskContext context, List<Clamp> clamps)
    {
        foreach (var limit in Limits)
            limit.Apply(weights, context, clamps);
    }

    private static void Scale(double[] weights, double factor, string name, List<Clamp> clamps)
    {
        if (factor >= 1)
            return;
        var before = Gross(weights);
        Scaling.All(weights, factor);
        if (before > 0)
            clamps.Add(new Clamp(name, "portfolio", before, before * factor));
    }

    private static double Gross(double[] weights)
    {
        var gross = 0.0;
        foreach (var weight in weights)
            gross += Math.Abs(weight);
        return gross;
    }

    /// <summary>
    /// The same limits laid on the book as it stands: where they would shrink it, its reduction is risk's own wish. Drift past a
    /// limit is left alone up to <see cref="LimitDrift.Left"/>.
    /// </summary>
    private static double[] Allowed(RiskContext context, double scale)
    {
        var current = context.Current.Span;
        var allowed = current.ToArray();
        if (Measure(current, context).Any(LimitDrift.IsBeyond))
        {
            for (var pass = 0; pass <= MostPasses && IsBroken(allowed, context); pass++)
                Apply(allowed, context, []);
            for (var row = 0; row < allowed.Length; row++)
                if (Tolerance.Below(Math.Abs(allowed[row]), Math.Abs(current[row])))
                    allowed[row] *= LimitDrift.CutTo;
        }
        if (Tolerance.Below(scale, context.LastScale))
            Scaling.All(allowed, scale / context.LastScale);
        return allowed;
    }
}
