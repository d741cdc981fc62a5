namespace QuantFund.Core.Ensemble;

/// <summary>
/// k = min(3, target volatility/the book's own forecast volatility), changing by at most 10% a cycle. An empty book, or one
/// of unknown volatility, keeps the last k. Source: STRATEGIES, section E.
/// </summary>
public static class BookScale
{
    public const double Most = 3;
    public const double MostChangeFraction = 0.10;

    /// <param name="target">Fraction a year.</param>
    /// <param name="forecast">Fraction a year.</param>
    /// <param name="previous">Last cycle's k; NaN in a new fund.</param>
    public static double Of(double target, double forecast, double previous)
    {
        if (!(forecast > 0))
            return double.IsNaN(previous) ? 1 : previous;
        var k = Math.Min(Most, target / forecast);
        return double.IsNaN(previous)
            ? k
            : Math.Clamp(k, previous * (1 - MostChangeFraction), previous * (1 + MostChangeFraction));
    }
}
