namespace QuantFund.Web.Tests.CommandLine;

/// <summary>
/// The s-score of Avellaneda and Lee a second time: one regression on market and sector at once by the normal equations, one
/// of the running residual on itself, in plain loops.
/// </summary>
internal static class PlainResidualScore
{
    /// <param name="y">The share's 60 returns.</param>
    /// <param name="market">SPY's.</param>
    /// <param name="sector">The sector fund's; null without one.</param>
    public static double Of(double[] y, double[] market, double[]? sector)
    {
        var n = y.Length;
        var (own, m, s) = (Centred(y), Centred(market), sector is null ? new double[n] : Centred(sector));
        double mm = 0,
            ss = 0,
            ms = 0,
            my = 0,
            sy = 0;
        for (var i = 0; i < n; i++)
        {
            mm += m[i] * m[i];
            ss += s[i] * s[i];
            ms += m[i] * s[i];
            my += m[i] * own[i];
            sy += s[i] * own[i];
        }
        var determinant = (mm * ss) - (ms * ms);
        var onSector = sector is null ? 0 : ((mm * sy) - (ms * my)) / determinant;
        var onMarket = (my - (ms * onSector)) / mm;
        var x = new double[n];
        var sum = 0.0;
        for (var i = 0; i < n; i++)
            x[i] = sum += own[i] - (onMarket * m[i]) - (onSector * s[i]);

        var before = x[..^1].Average();
        var after = x[1..].Average();
        double cross = 0,
            square = 0;
        for (var i = 1; i < n; i++)
        {
            cross += (x[i - 1] - before) * (x[i] - after);
            square += (x[i - 1] - before) * (x[i - 1] - before);
        }
        var b = cross / square;
        var a = after - (b * before);
        if (!(b > 0 && b < Math.Exp(-2.0 / 60)))
            return double.NaN;
        var noise = 0.0;
        for (var i = 1; i < n; i++)
            noise += Math.Pow(x[i] - a - (b * x[i - 1]), 2);
        return (x[^1] - (a / (1 - b))) / Math.Sqrt(noise / (n - 1 - 2) / (1 - (b * b)));
    }

    private static double[] Centred(double[] values) => [.. values.Select(v => v - values.Average())];
}
