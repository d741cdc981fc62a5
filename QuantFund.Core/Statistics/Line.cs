namespace QuantFund.Core.Statistics;

/// <summary>
/// y = intercept + slope·x by ordinary least squares. R² in [0, 1]. All NaN when fewer than two points or x does not vary;
/// R² is NaN when y does not vary.
/// </summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
public readonly record struct Line(double Intercept, double Slope, double RSquared)
{
    public static Line None { get; } = new(double.NaN, double.NaN, double.NaN);

    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    public static Line Fit(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length)
            throw new ArgumentException("Both columns of a regression need the same length.", nameof(y));
        if (x.Length < 2)
            return None;
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
        return Of(meanX, meanY, xx, xy, yy);
    }

    /// <summary>The same with x = 0, 1, 2, …: the trend of a column over time.</summary>
    public static Line OverTime(ReadOnlySpan<double> y)
    {
        if (y.Length < 2)
            return None;
        var (meanX, meanY) = ((y.Length - 1) / 2.0, Moments.Mean(y));
        double xx = 0,
            xy = 0,
            yy = 0;
        for (var i = 0; i < y.Length; i++)
        {
            var (dx, dy) = (i - meanX, y[i] - meanY);
            xx += dx * dx;
            xy += dx * dy;
            yy += dy * dy;
        }
        return Of(meanX, meanY, xx, xy, yy);
    }

    private static Line Of(double meanX, double meanY, double xx, double xy, double yy)
    {
        if (!(xx > 0))
            return None;
        var slope = xy / xx;
        return new Line(meanY - (slope * meanX), slope, yy > 0 ? xy * xy / (xx * yy) : double.NaN);
    }
}
