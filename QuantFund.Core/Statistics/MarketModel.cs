namespace QuantFund.Core.Statistics;

/// <summary>
/// r = α + β·m + ε by ordinary least squares, of daily returns over the overnight rate. t values with standard errors of
/// Newey and West 1987 (Bartlett weights, ⌊4·(n/100)^(2/9)⌋ lags), which hold for errors that differ in size and hang together
/// over days. All NaN below <see cref="SharpeRatio.LeastObservations"/> or when either series does not move.
/// </summary>
/// <param name="Alpha">α a year: 252 times the daily one.</param>
/// <param name="Beta">β.</param>
/// <param name="AlphaT">α over its standard error.</param>
/// <param name="BetaT">β over its standard error.</param>
/// <param name="Lags">Days over which errors may hang together.</param>
public sealed record MarketModel(double Alpha, double Beta, double AlphaT, double BetaT, int Lags)
{
    private const double SessionsPerYear = 252;

    public static MarketModel None { get; } = new(double.NaN, double.NaN, double.NaN, double.NaN, 0);

    /// <exception cref="ArgumentException">The series differ in length.</exception>
    public static MarketModel Fit(ReadOnlySpan<double> fund, ReadOnlySpan<double> market)
    {
        var n = fund.Length;
        if (
            n < SharpeRatio.LeastObservations
            || !(Moments.SampleDeviation(fund) > SharpeRatio.LeastDeviation)
            || !(Moments.SampleDeviation(market) > SharpeRatio.LeastDeviation)
        )
            return None;
        var line = Line.Fit(market, fund);
        var lags = (int)Math.Floor(4 * Math.Pow(n / 100.0, 2.0 / 9));
        // The scores of both coefficients: the error, and the error times the market's return.
        var one = new double[n];
        var slope = new double[n];
        for (var t = 0; t < n; t++)
        {
            one[t] = fund[t] - line.Intercept - (line.Slope * market[t]);
            slope[t] = one[t] * market[t];
        }
        var (aa, ab, bb) = (LongRun(one, one, lags), LongRun(one, slope, lags), LongRun(slope, slope, lags));
        double sum = 0,
            squares = 0;
        foreach (var m in market)
        {
            sum += m;
            squares += m * m;
        }
        // (X'X)⁻¹ · S · (X'X)⁻¹ of the two-column X = (1, m).
        var determinant = (n * squares) - (sum * sum);
        var (p, q, r) = (squares / determinant, -sum / determinant, n / determinant);
        var alphaVariance = (p * p * aa) + (2 * p * q * ab) + (q * q * bb);
        var betaVariance = (q * q * aa) + (2 * q * r * ab) + (r * r * bb);
        return new MarketModel(
            line.Intercept * SessionsPerYear,
            line.Slope,
            line.Intercept / Math.Sqrt(alphaVariance),
            line.Slope / Math.Sqrt(betaVariance),
            lags
        );
    }

    /// <summary>Σ x_t·y_t + Σ_l (1 − l/(L + 1))·Σ (x_t·y_{t−l} + x_{t−l}·y_t).</summary>
    private static double LongRun(double[] x, double[] y, int lags)
    {
        var sum = 0.0;
        for (var t = 0; t < x.Length; t++)
            sum += x[t] * y[t];
        for (var lag = 1; lag <= lags; lag++)
        {
            var cross = 0.0;
            for (var t = lag; t < x.Length; t++)
                cross += (x[t] * y[t - lag]) + (x[t - lag] * y[t]);
            sum += (1 - (lag / (lags + 1.0))) * cross;
        }
        return sum;
    }
}
