namespace QuantFund.Core.Statistics;

/// <summary>
/// mean/sample deviation·√252 of daily returns over the overnight rate: what cash earns is no skill. NaN below
/// <see cref="LeastObservations"/> and for a series that does not move. Source: Sharpe 1994.
/// </summary>
public static class SharpeRatio
{
    /// <summary>With fewer days a ratio says next to nothing, and is not shown.</summary>
    public const int LeastObservations = 20;

    /// <summary>A day's deviation under this is rounding of dollars, no risk: a fund that holds cash alone earns its rate to the cent.</summary>
    public const double LeastDeviation = 1e-6;

    private const double SessionsPerYear = 252;

    /// <param name="excess">Daily returns less the overnight rate's.</param>
    public static double Annual(ReadOnlySpan<double> excess) =>
        Of(excess.Length, Moments.Mean(excess), Moments.SampleDeviation(excess));

    /// <summary>The same from the count, sum and sum of squares of the days, which is all that memory keeps of them.</summary>
    public static double OfSums(int days, double sum, double squares)
    {
        if (days < 2)
            return double.NaN;
        var mean = sum / days;
        return Of(days, mean, Math.Sqrt(Math.Max(0, (squares - (days * mean * mean)) / (days - 1))));
    }

    private static double Of(int days, double mean, double deviation) =>
        days >= LeastObservations && deviation > LeastDeviation
            ? mean / deviation * Math.Sqrt(SessionsPerYear)
            : double.NaN;
}
