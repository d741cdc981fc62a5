namespace QuantFund.Core.Risk.Limits;

/// <summary>What the two cluster limits share: the clusters of a context, their exposure and their name.</summary>
internal static class ClusterExposure
{
    /// <summary>The clusters of the context, else those of the names that the weights hold.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Groups(ReadOnlySpan<double> weights, RiskContext context)
    {
        if (context.Clusters is { } clusters)
            return clusters.Groups;
        var held = weights.ToArray();
        return CorrelationClusters
            .Of(context.Returns, CorrelationClusters.HeldIn(held, held), context.Options.ClusterCorrelation)
            .Groups;
    }

    public static (double Longs, double Shorts) Of(ReadOnlySpan<double> weights, IReadOnlyList<int> group)
    {
        double longs = 0,
            shorts = 0;
        foreach (var row in group)
        {
            longs += Math.Max(weights[row], 0);
            shorts -= Math.Min(weights[row], 0);
        }
        return (longs, shorts);
    }

    /// <summary>The first name and how many move with it.</summary>
    public static string Name(IReadOnlyList<int> group, RiskContext context) =>
        $"{context.Universe[group[0]].Symbol.Value} and {group.Count - 1} more";
}
