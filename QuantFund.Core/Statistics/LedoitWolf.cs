using System.Numerics.Tensors;

namespace QuantFund.Core.Statistics;

/// <summary>
/// Covariance shrunk towards a scaled identity: Σ* = ρ·m·I + (1 − ρ)·S, with S = XᵀX/T of the centred returns X (T periods
/// of n names), m = tr(S)/n, ρ = b²/d², d² = |S − mI|²/n, b² = min(d², Σ_t |x_t x_tᵀ − S|²/(n·T²)) (Frobenius norms).
/// Only what a portfolio's variance needs is kept, so that no n × n matrix is ever built. Units: squared return per period.
/// Source: Ledoit and Wolf 2004, "A well-conditioned estimator for large-dimensional covariance matrices".
/// </summary>
public sealed class LedoitWolf
{
    private readonly double[] centred;
    private readonly int names;
    private readonly int periods;

    private LedoitWolf(double[] centred, int names, int periods)
    {
        this.centred = centred;
        this.names = names;
        this.periods = periods;
        MeanVariance = TensorPrimitives.SumOfSquares(centred) / periods / names;
        Shrinkage = Intensity();
    }

    /// <summary>m: the mean of the names' variances.</summary>
    public double MeanVariance { get; }

    /// <summary>ρ in [0, 1]: the weight of the identity.</summary>
    public double Shrinkage { get; }

    /// <param name="returns">One contiguous run of <paramref name="periods"/> returns per name, none missing.</param>
    /// <param name="names">Number of names, at least one.</param>
    /// <param name="periods">Returns per name, at least two.</param>
    public static LedoitWolf Estimate(ReadOnlySpan<double> returns, int names, int periods)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(names, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(periods, 2);
        var copy = returns[..(names * periods)].ToArray();
        for (var i = 0; i < names; i++)
        {
            var run = copy.AsSpan(i * periods, periods);
            TensorPrimitives.Subtract(run, Moments.Mean(run), run);
        }
        return new LedoitWolf(copy, names, periods);
    }

    /// <summary>wᵀΣ*w per period, for one weight per name in the order of the estimate.</summary>
    public double Variance(ReadOnlySpan<double> weights)
    {
        Span<double> portfolio = periods <= 512 ? stackalloc double[periods] : new double[periods];
        portfolio.Clear();
        for (var i = 0; i < names; i++)
            TensorPrimitives.MultiplyAdd(centred.AsSpan(i * periods, periods), weights[i], portfolio, portfolio);
        var sample = TensorPrimitives.SumOfSquares(portfolio) / periods;
        return ((1 - Shrinkage) * sample) + (Shrinkage * MeanVariance * TensorPrimitives.SumOfSquares(weights));
    }

    private double Intensity()
    {
        // |S|² = Σ_tu (x_t·x_u)²/T² and Σ_t |x_t x_tᵀ − S|² = Σ_t |x_t|⁴ − T·|S|²: both from the Gram matrix of the smaller side.
        var (squared, fourth) = names <= periods ? ByNames() : ByPeriods();
        var distance = (squared / names) - (MeanVariance * MeanVariance);
        if (!(distance > 0))
            return 1;
        var error = ((fourth / periods) - squared) / periods / names;
        return Math.Clamp(error / distance, 0, 1);
    }

    private (double Squared, double Fourth) ByNames()
    {
        var squared = 0.0;
        for (var i = 0; i < names; i++)
        for (var j = i; j < names; j++)
        {
            var covariance =
                TensorPrimitives.Dot<double>(centred.AsSpan(i * periods, periods), centred.AsSpan(j * periods, periods))
                / periods;
            squared += (i == j ? 1 : 2) * covariance * covariance;
        }
        Span<double> lengths = periods <= 512 ? stackalloc double[periods] : new double[periods];
        lengths.Clear();
        for (var i = 0; i < names; i++)
        {
            ReadOnlySpan<double> run = centred.AsSpan(i * periods, periods);
            TensorPrimitives.MultiplyAdd(run, run, lengths, lengths);
        }
        return (squared, TensorPrimitives.SumOfSquares<double>(lengths));
    }

    private (double Squared, double Fourth) ByPeriods()
    {
        var byPeriod = new double[names * periods];
        for (var i = 0; i < names; i++)
        for (var t = 0; t < periods; t++)
            byPeriod[(t * names) + i] = centred[(i * periods) + t];
        double squared = 0,
            fourth = 0;
        for (var t = 0; t < periods; t++)
        for (var u = t; u < periods; u++)
        {
            var product = TensorPrimitives.Dot<double>(
                byPeriod.AsSpan(t * names, names),
                byPeriod.AsSpan(u * names, names)
            );
            squared += (t == u ? 1 : 2) * product * product;
            if (t == u)
                fourth += product * product;
        }
        return (squared / periods / periods, fourth);
    }
}
