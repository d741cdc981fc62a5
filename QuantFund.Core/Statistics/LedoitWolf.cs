using System.Buffers;
using System.Numerics.Tensors;

namespace QuantFund.Core.Statistics;

/// <summary>
/// Covariance shrunk towards a scaled identity: Σ* = ρ·m·I + (1 − ρ)·S, with S = XᵀX/T of the centred returns X (T periods
/// of n names), m = tr(S)/n, ρ = b²/d², d² = |S − mI|²/n, b² = min(d², Σ_t |x_t x_tᵀ − S|²/(n·T²)) (Frobenius norms).
/// Two numbers are all that a portfolio's variance needs of it beside the portfolio's own returns, so that no n × n matrix
/// is ever built. Units: squared return per period.
/// Source: Ledoit and Wolf 2004, "A well-conditioned estimator for large-dimensional covariance matrices".
/// </summary>
/// <param name="MeanVariance">m: the mean of the names' variances.</param>
/// <param name="Shrinkage">ρ in [0, 1]: the weight of the identity.</param>
public sealed record LedoitWolf(double MeanVariance, double Shrinkage)
{
    /// <param name="returns">One contiguous run of <paramref name="periods"/> returns per name, none missing.</param>
    /// <param name="names">Number of names, at least one.</param>
    /// <param name="periods">Returns per name, at least two.</param>
    public static LedoitWolf Estimate(ReadOnlySpan<double> returns, int names, int periods)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(names, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(periods, 2);
        var stride = ColumnProducts.Stride(periods);
        var rented = ArrayPool<double>.Shared.Rent(names * stride);
        var centred = rented.AsSpan(0, names * stride);
        centred.Clear();
        for (var i = 0; i < names; i++)
        {
            var run = returns.Slice(i * periods, periods);
            TensorPrimitives.Subtract(run, Moments.Mean(run), centred.Slice(i * stride, periods));
        }
        var mean = TensorPrimitives.SumOfSquares<double>(centred) / periods / names;
        var estimate = new LedoitWolf(mean, Intensity(centred, names, periods, mean));
        ArrayPool<double>.Shared.Return(rented);
        return estimate;
    }

    /// <summary>wᵀΣ*w per period.</summary>
    /// <param name="portfolio">The weights' own return in each period, Σ w_i·x_i of returns as they were.</param>
    /// <param name="squaredWeights">Σ w_i².</param>
    public double Variance(ReadOnlySpan<double> portfolio, double squaredWeights)
    {
        var sample = Moments.SampleVariance(portfolio) * (portfolio.Length - 1) / portfolio.Length;
        return ((1 - Shrinkage) * sample) + (Shrinkage * MeanVariance * squaredWeights);
    }

    private static double Intensity(ReadOnlySpan<double> centred, int names, int periods, double mean)
    {
        var (squared, fourth) = Products(centred, names, periods);
        var distance = (squared / names) - (mean * mean);
        if (!(distance > 0))
            return 1;
        var error = ((fourth / periods) - squared) / periods / names;
        return Math.Clamp(error / distance, 0, 1);
    }

    /// <summary>
    /// |S|² = Σ_tu (x_t·x_u)²/T² and Σ_t |x_t|⁴, of which Σ_t |x_t x_tᵀ − S|² = Σ_t |x_t|⁴ − T·|S|² is made: both from the
    /// products of the periods, so that nothing grows with the square of the names.
    /// </summary>
    private static (double Squared, double Fourth) Products(ReadOnlySpan<double> centred, int names, int periods)
    {
        var stride = ColumnProducts.Stride(periods);
        var products = ArrayPool<double>.Shared.Rent(stride * stride);
        ColumnProducts.Fill(centred, names, stride, products);
        double pairs = 0,
            fourth = 0;
        for (var t = 0; t < periods; t++)
        {
            var own = products[(t * stride) + t];
            fourth += own * own;
            pairs += TensorPrimitives.SumOfSquares<double>(products.AsSpan((t * stride) + t + 1, periods - t - 1));
        }
        ArrayPool<double>.Shared.Return(products);
        return (((2 * pairs) + fourth) / periods / periods, fourth);
    }
}
