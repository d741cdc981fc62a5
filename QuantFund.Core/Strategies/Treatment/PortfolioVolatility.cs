using System.Buffers;
using System.Numerics.Tensors;
using QuantFund.Core.Features;
using QuantFund.Core.Features.Daily;
using QuantFund.Core.Statistics;

namespace QuantFund.Core.Strategies.Treatment;

/// <summary>
/// Forecast volatility of a set of weights, a fraction a year: the larger of √(252·wᵀΣ*w), with the 63-day covariance shrunk
/// by <see cref="LedoitWolf"/> over the names held, and the exponentially weighted volatility (decay .97) of the path that
/// these weights would have had over the same sessions. A held name without 63 returns adds its whole weight times
/// the largest volatility of the others, so that what isn't known never looks safe; NaN when no held name has them.
/// </summary>
/// <remarks>
/// The estimate depends on which names are held, not on how much of each: an instance keeps the last few, so that measuring
/// one book again and again while it shrinks estimates once. For one thread.
/// </remarks>
public sealed class PortfolioVolatility(ReturnPanel returns)
{
    public const int Sessions = 63;

    /// <summary>Of one session's weight from the next one's, in the exponentially weighted variance.</summary>
    public const double Decay = 0.97;

    private const int EstimatesKept = 4;

    private readonly List<Estimate> estimates = new(EstimatesKept);

    public static double Of(ReadOnlySpan<double> weights, ReturnPanel returns) =>
        new PortfolioVolatility(returns).Of(weights);

    /// <summary>By the covariance alone: what one strategy's proposal is scaled by.</summary>
    public static double ByCovariance(ReadOnlySpan<double> weights, ReturnPanel returns) =>
        new PortfolioVolatility(returns).Of(weights, recent: false);

    public double Of(ReadOnlySpan<double> weights) => Of(weights, recent: true);

    private double Of(ReadOnlySpan<double> weights, bool recent)
    {
        var rows = new List<int>();
        var unknown = 0.0;
        for (var row = 0; row < weights.Length; row++)
        {
            if (weights[row] == 0)
                continue;
            if (returns.Has(row, Sessions))
                rows.Add(row);
            else
                unknown += Math.Abs(weights[row]);
        }
        if (rows.Count == 0)
            return unknown > 0 ? double.NaN : 0;
        var estimate = For([.. rows]);
        Span<double> portfolio = stackalloc double[Sessions];
        portfolio.Clear();
        var squares = 0.0;
        foreach (var row in rows)
        {
            TensorPrimitives.MultiplyAdd(returns.Last(row, Sessions), weights[row], portfolio, portfolio);
            squares += weights[row] * weights[row];
        }
        var variance = estimate.Covariance.Variance(portfolio, squares);
        if (recent)
            variance = Math.Max(variance, RecentVariance(portfolio));
        var annual = Math.Sqrt(Math.Max(variance, 0) * Volatility.SessionsPerYear);
        return unknown > 0 ? annual + (unknown * LargestVolatility(estimate.Rows)) : annual;
    }

    /// <summary>Exponentially weighted mean square of the path that the book would have had, the newest session first.</summary>
    private static double RecentVariance(ReadOnlySpan<double> portfolio)
    {
        double sum = 0,
            weights = 0,
            weight = 1;
        for (var i = portfolio.Length - 1; i >= 0; i--)
        {
            sum += weight * portfolio[i] * portfolio[i];
            weights += weight;
            weight *= Decay;
        }
        return sum / weights;
    }

    private Estimate For(int[] rows)
    {
        foreach (var known in estimates)
            if (known.Rows.AsSpan().SequenceEqual(rows))
                return known;
        var runs = ArrayPool<double>.Shared.Rent(rows.Length * Sessions);
        for (var i = 0; i < rows.Length; i++)
            returns.Last(rows[i], Sessions).CopyTo(runs.AsSpan(i * Sessions, Sessions));
        var estimate = new Estimate(rows, LedoitWolf.Estimate(runs, rows.Length, Sessions));
        ArrayPool<double>.Shared.Return(runs);
        if (estimates.Count == EstimatesKept)
            estimates.RemoveAt(0);
        estimates.Add(estimate);
        return estimate;
    }

    private double LargestVolatility(int[] rows)
    {
        var largest = 0.0;
        foreach (var row in rows)
            largest = Math.Max(largest, Moments.SampleDeviation(returns.Last(row, Sessions)));
        return largest * Math.Sqrt(Volatility.SessionsPerYear);
    }

    private sealed record Estimate(int[] Rows, LedoitWolf Covariance);
}
