using QuantFund.Core.Statistics;

namespace QuantFund.Core.Risk.Limits;

/// <summary>No cluster of correlated names beyond 25% of equity net, long or short: the names of the larger side shrink alike.</summary>
public sealed class ClusterNetLimit : ILimit
{
    public string Name => "clusterNet";

    public LimitUse Measure(ReadOnlySpan<double> weights, RiskContext context)
    {
        var use = new LimitUse(Name, "portfolio", context.Options.MaxClusterNetFraction, 0);
        foreach (var group in ClusterExposure.Groups(weights, context))
        {
            var (longs, shorts) = ClusterExposure.Of(weights, group);
            if (Math.Abs(longs - shorts) > use.Use)
                use = use with { Subject = ClusterExposure.Name(group, context), Use = Math.Abs(longs - shorts) };
        }
        return use;
    }

    public void Apply(Span<double> weights, RiskContext context, ICollection<Clamp> clamps)
    {
        var most = context.Options.MaxClusterNetFraction;
        foreach (var group in ClusterExposure.Groups(weights, context))
        {
            var (longs, shorts) = ClusterExposure.Of(weights, group);
            var net = longs - shorts;
            if (Tolerance.AtMost(Math.Abs(net), most))
                continue;
            var factor = (Math.Min(longs, shorts) + most) / Math.Max(longs, shorts);
            foreach (var row in group)
                if (Math.Sign(weights[row]) == Math.Sign(net))
                    weights[row] *= factor;
            clamps.Add(new Clamp(Name, ClusterExposure.Name(group, context), net, Math.CopySign(most, net)));
        }
    }
}
