using System.Numerics.Tensors;
using QuantFund.Core.Statistics;

namespace QuantFund.Core.Features.Daily;

/// <summary>
/// The s-score of Avellaneda and Lee 2010: residuals of 60 daily returns regressed on the market's and the sector's; their
/// running sum X fitted as X_{t+1} = a + b·X_t + ζ; s = (X_60 − m)/σ_eq with m = a/(1 − b), σ_eq = √(Var ζ/(1 − b²)). In
/// standard deviations of the residual's own equilibrium: high = dear. NaN when the residual does not revert within the
/// half of its window (b outside (0, e^(−1/30)), the bound on the speed of reversion of the paper) or does not move.
/// </summary>
public static class ResidualScore
{
    public const int Sessions = 60;

    // Reversion within half the window: mean-reversion time 1/κ below 30 sessions, b = e^(−κ).
    private static readonly double MostPersistence = Math.Exp(-2.0 / Sessions);

    /// <param name="returns">The share's last 60 returns.</param>
    /// <param name="market">The market's, centred.</param>
    /// <param name="sector">The sector's, centred and made orthogonal to the market's; empty when there is none.</param>
    public static double Of(ReadOnlySpan<double> returns, ReadOnlySpan<double> market, ReadOnlySpan<double> sector)
    {
        Span<double> residual = stackalloc double[Sessions];
        TensorPrimitives.Subtract(returns, Moments.Mean(returns), residual);
        RemoveFactor(residual, market);
        if (!sector.IsEmpty)
            RemoveFactor(residual, sector);
        for (var i = 1; i < Sessions; i++)
            residual[i] += residual[i - 1];

        var line = Line.Fit(residual[..^1], residual[1..]);
        if (!(line.Slope > 0 && line.Slope < MostPersistence))
            return double.NaN;
        var squares = 0.0;
        for (var i = 1; i < Sessions; i++)
        {
            var noise = residual[i] - line.Intercept - (line.Slope * residual[i - 1]);
            squares += noise * noise;
        }
        var equilibrium = Math.Sqrt(squares / (Sessions - 3) / (1 - (line.Slope * line.Slope)));
        return equilibrium > 0 ? (residual[^1] - (line.Intercept / (1 - line.Slope))) / equilibrium : double.NaN;
    }

    /// <summary>Takes the mean out of a factor, and what another factor explains of it.</summary>
    public static double[] Factor(ReadOnlySpan<double> returns, ReadOnlySpan<double> other)
    {
        var factor = new double[Sessions];
        TensorPrimitives.Subtract(returns, Moments.Mean(returns), factor);
        if (!other.IsEmpty)
            RemoveFactor(factor, other);
        return factor;
    }

    private static void RemoveFactor(Span<double> residual, ReadOnlySpan<double> factor)
    {
        var length = TensorPrimitives.SumOfSquares(factor);
        // A sector fund that is the market itself leaves nothing but rounding to regress on.
        if (length > 1e-18)
            TensorPrimitives.MultiplyAdd(
                factor,
                -TensorPrimitives.Dot<double>(residual, factor) / length,
                residual,
                residual
            );
    }
}
