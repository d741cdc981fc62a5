namespace QuantFund.Core.Statistics;

/// <summary>How two columns move together, in [−1, 1]; NaN under two points or when one does not vary.</summary>
public static class Correlation
{
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    public static double Pearson(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length)
            throw new ArgumentException("Both columns of a correlation need the same length.", nameof(y));
        if (x.Length < 2)
            return double.NaN;
        var (meanX, meanY) = (Moments.Mean(x), Moments.Mean(y));
        double xx = 0,
            xy = 0,
            yy = 0;
        for (var i = 0; i < x.Length; i++)
        {
            var (dx, dy) = (x[i] - meanX, y[i] - meanY);
            xx += dx * dx;
            xy += dx * dy;
            yy += dy * dy;
        }
        return xx > 0 && yy > 0 ? Math.Clamp(xy / Math.Sqrt(xx * yy), -1, 1) : double.NaN;
    }

    /// <summary>Pearson's correlation of the ranks (Spearman 1904).</summary>
    public static double Spearman(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => Pearson(Ranks.Of(x), Ranks.Of(y));

    /// <summary>
    /// x·y/(|x||y|), without centring; 0 when either is all zero. Entry after entry, and not in lanes: a zero between two
    /// entries, of a name that is in the universe but not yet listed, must not change the order in which the others are added.
    /// </summary>
    public static double Cosine(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double xx = 0,
            xy = 0,
            yy = 0;
        for (var i = 0; i < x.Length; i++)
        {
            xx += x[i] * x[i];
            xy += x[i] * y[i];
            yy += y[i] * y[i];
        }
        var lengths = Math.Sqrt(xx * yy);
        return lengths > 0 ? xy / lengths : 0;
    }
}
