namespace QuantFund.Core.Statistics;

/// <summary>Φ, the standard normal distribution function; absolute error under 7.5e-8. Source: Abramowitz and Stegun 1964, 26.2.17.</summary>
public static class NormalDistribution
{
    private static readonly double[] Terms = [0.319381530, -0.356563782, 1.781477937, -1.821255978, 1.330274429];

    public static double Cumulative(double x)
    {
        if (double.IsNaN(x))
            return double.NaN;
        var t = 1 / (1 + (0.2316419 * Math.Abs(x)));
        double power = t,
            sum = 0;
        foreach (var term in Terms)
        {
            sum += term * power;
            power *= t;
        }
        var upper = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI) * sum;
        return x >= 0 ? 1 - upper : upper;
    }
}
