using System.Buffers;
using System.Numerics.Tensors;
using QuantFund.Core.Features;
using QuantFund.Core.Statistics;

namespace QuantFund.Core.Risk;

/// <summary>
/// Names that move as one: groups joined by average linkage while the mean 63-day correlation between two groups is above
/// the threshold. Only groups of two names or more are clusters; a name without 63 returns, or that never moved, is in none.
/// Returns are standardised once, so that a correlation is one dot product, and each group remembers its nearest: joining
/// costs about the square of the number of names, not its cube. Source: Sokal and Michener 1958; STRATEGIES, section F.
/// </summary>
public sealed class CorrelationClusters
{
    public const int Sessions = 63;

    private CorrelationClusters(IReadOnlyList<IReadOnlyList<int>> groups) => Groups = groups;

    /// <summary>Rows of each cluster, rising; clusters by their first row.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Groups { get; }

    /// <param name="returns">Daily returns.</param>
    /// <param name="candidates">Rows to look at, rising.</param>
    /// <param name="threshold">Groups join while their mean correlation is above it.</param>
    public static CorrelationClusters Of(ReturnPanel returns, IEnumerable<int> candidates, double threshold)
    {
        var rows = candidates.Where(row => returns.Has(row, Sessions)).ToList();
        var stride = ColumnProducts.Stride(rows.Count);
        var scores = ArrayPool<double>.Shared.Rent(Sessions * stride);
        Array.Clear(scores);
        for (var i = 0; i < rows.Count; i++)
            Standardise(returns.Last(rows[i], Sessions), scores.AsSpan(i), stride);
        var correlations = ArrayPool<double>.Shared.Rent(stride * stride);
        ColumnProducts.Fill(scores, Sessions, stride, correlations);
        // A mean is never above its largest part: a name that no other is near enough to can't join any group.
        var near = Near(correlations, rows.Count, stride, threshold);
        double[][] sums =
        [
            .. near.Select(i => near.Select(j => correlations[(Math.Min(i, j) * stride) + Math.Max(i, j)]).ToArray()),
        ];
        ArrayPool<double>.Shared.Return(scores);
        ArrayPool<double>.Shared.Return(correlations);
        return new CorrelationClusters(Named(new Linkage(sums, threshold).Join(), [.. near.Select(i => rows[i])]));
    }

    /// <summary>The rows that either book holds.</summary>
    public static IEnumerable<int> HeldIn(ReadOnlyMemory<double> first, ReadOnlyMemory<double> second)
    {
        for (var row = 0; row < first.Length; row++)
            if (first.Span[row] != 0 || second.Span[row] != 0)
                yield return row;
    }

    /// <summary>Puts a name's returns, centred and of length one, into a column; zeros for one that never moved.</summary>
    private static void Standardise(ReadOnlySpan<double> values, Span<double> column, int stride)
    {
        Span<double> score = stackalloc double[Sessions];
        TensorPrimitives.Subtract(values, Moments.Mean(values), score);
        var length = TensorPrimitives.Norm<double>(score);
        if (!(length > 0))
            return;
        for (var t = 0; t < score.Length; t++)
            column[t * stride] = score[t] / length;
    }

    private static int[] Near(ReadOnlySpan<double> correlations, int names, int stride, double threshold)
    {
        var near = new bool[names];
        for (var i = 0; i < names; i++)
        {
            var after = correlations.Slice((i * stride) + i + 1, names - i - 1);
            for (var j = 0; j < after.Length; j++)
                if (Tolerance.Above(after[j], threshold))
                    near[i] = near[i + 1 + j] = true;
        }
        return [.. Enumerable.Range(0, names).Where(i => near[i])];
    }

    private static List<IReadOnlyList<int>> Named(IEnumerable<List<int>> groups, List<int> rows)
    {
        var named = new List<IReadOnlyList<int>>();
        foreach (var group in groups)
        {
            if (group.Count < 2)
                continue;
            group.Sort();
            named.Add([.. group.Select(i => rows[i])]);
        }
        named.Sort((a, b) => a[0].CompareTo(b[0]));
        return named;
    }

    /// <summary>
    /// Average linkage over sums of correlations. A joined group is never nearer to a third than the nearer of its parts was,
    /// so only groups whose nearest was a part need to look again.
    /// </summary>
    private sealed class Linkage(double[][] sums, double threshold)
    {
        private readonly List<int>?[] members = new List<int>?[sums.Length];
        private readonly int[] nearest = new int[sums.Length];

        public IEnumerable<List<int>> Join()
        {
            for (var i = 0; i < members.Length; i++)
                members[i] = [i];
            for (var i = 0; i < members.Length; i++)
                nearest[i] = NearestOf(i);
            while (Best() is >= 0 and var first)
                Merge(first, nearest[first]);
            return members.Where(m => m is not null).Select(m => m!);
        }

        private int Best()
        {
            var best = -1;
            var most = threshold + Tolerance.Fraction;
            for (var i = 0; i < members.Length; i++)
                if (members[i] is not null && nearest[i] >= 0 && Mean(i, nearest[i]) > most)
                {
                    best = i;
                    most = Mean(i, nearest[i]);
                }
            return best;
        }

        private void Merge(int into, int from)
        {
            members[into]!.AddRange(members[from]!);
            members[from] = null;
            for (var k = 0; k < members.Length; k++)
                sums[into][k] = sums[k][into] = sums[into][k] + sums[from][k];
            for (var k = 0; k < members.Length; k++)
                if (members[k] is not null && (k == into || nearest[k] == into || nearest[k] == from))
                    nearest[k] = NearestOf(k);
        }

        private int NearestOf(int group)
        {
            var best = -1;
            for (var k = 0; k < members.Length; k++)
                if (k != group && members[k] is not null && (best < 0 || Mean(group, k) > Mean(group, best)))
                    best = k;
            return best;
        }

        private double Mean(int a, int b) => sums[a][b] / ((double)members[a]!.Count * members[b]!.Count);
    }
}
