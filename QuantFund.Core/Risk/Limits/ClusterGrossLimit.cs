using QuantFund.Core.Statistics;

namespace QuantFund.Core.Risk.Limits;

/// <summary>No cluster of correlated names above 50% of equity gross: all its names shrink alike.</summary>
public sealed class ClusterGrossLimit : ILimit
{
    public string Name => "clusterGross";

    public LimitUse Measure(ReadOnlySpan<double> weights, RiskContext context)
    {
        var use = new LimitUse(Name, "portfolio", context.Options.MaxClusterGrossFraction, 0);
        foreach (var group in ClusterExposure.Groups(weights, context))
        {
            var (longs, shorts) = ClusterExposure.Of(weights, group);
            if (longs + shorts > use.Use)
                use = use with { Subject = ClusterExposure.Name(group, context), Use = longs + shorts };
        }
        return use;
    }

    public void Apply(Span<double> weights, RiskContext context, ICollection<Clamp> clamps)
    {
        var most = context.Options.MaxClusterGrossFraction;
        foreach (var group in ClusterExposure.Groups(weights, context))
        {
            var (longs, shorts) = ClusterExposure.Of(weights, group);
            if (Tolerance.AtMost(longs + shorts, most))
                continue;
            foreach (var row in group)
                weights[row] *= most / (longs + shorts);
            clamps.Add(new Clamp(Name, ClusterExposure.Name(group, context), longs + shorts, most));
        }
    }
}
