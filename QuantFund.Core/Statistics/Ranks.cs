namespace QuantFund.Core.Statistics;

/// <summary>Ranks of a sample, 1 for the smallest; equal values share the mean of their ranks.</summary>
public static class Ranks
{
    public static double[] Of(ReadOnlySpan<double> x)
    {
        var sorted = x.ToArray();
        var order = new int[x.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(sorted, order);
        var ranks = new double[x.Length];
        for (var first = 0; first < sorted.Length; )
        {
            var last = first;
            while (last + 1 < sorted.Length && sorted[last + 1].Equals(sorted[first]))
                last++;
            for (var i = first; i <= last; i++)
                ranks[order[i]] = ((first + last) / 2.0) + 1;
            first = last + 1;
        }
        return ranks;
    }
}
