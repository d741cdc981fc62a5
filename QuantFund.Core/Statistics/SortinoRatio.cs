namespace QuantFund.Core.Statistics;

/// <summary>
/// mean/downside deviation·√252 of daily returns over the overnight rate; downside deviation = √(Σ min(x, 0)²/n), over all
/// n days. NaN below <see cref="SharpeRatio.LeastObservations"/> and where no day lost anything. Source: Sortino and Price 1994.
/// </summary>
public static class SortinoRatio
{
    private const double SessionsPerYear = 252;

    /// <param name="excess">Daily returns less the overnight rate's.</param>
    public static double Annual(ReadOnlySpan<double> excess)
    {
        if (excess.Length < SharpeRatio.LeastObservations)
            return double.NaN;
        var squares = 0.0;
        foreach (var day in excess)
            squares += Math.Min(day, 0) * Math.Min(day, 0);
        var deviation = Math.Sqrt(squares / excess.Length);
        return deviation > SharpeRatio.LeastDeviation
            ? Moments.Mean(excess) / deviation * Math.Sqrt(SessionsPerYear)
            : double.NaN;
    }
}
