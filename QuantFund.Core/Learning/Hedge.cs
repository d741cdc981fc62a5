using QuantFund.Core.Domain;

namespace QuantFund.Core.Learning;

/// <summary>Log-weights of the strategies after some sessions of one regime, or of all.</summary>
public sealed record HedgeState(int Sessions, IReadOnlyDictionary<StrategyId, double> LogWeights)
{
    public static HedgeState Empty { get; } = new(0, new Dictionary<StrategyId, double>());
}

/// <summary>
/// Learned weights: each session a strategy's log-weight grows by rate × its net shadow return over its volatility, clipped
/// to ±3, and all fade with a half-life of 120 sessions. By regime, shrunk to the overall weights by n/(n + 60); each
/// between 2% and 40%, equal at the start. Source: Freund and Schapire 1997; STRATEGIES, section I.
/// </summary>
public static class Hedge
{
    public const double Clip = 3;
    public const double RegimeTrust = 60;
    public const double Least = 0.02;
    public const double Most = 0.40;

    // A weight of nothing could never be scaled up to its bound.
    private const double Dust = 1e-12;

    /// <param name="state">Before the session.</param>
    /// <param name="scores">Per strategy: the session's return in units of its volatility.</param>
    /// <param name="options">Rate and half-life.</param>
    public static HedgeState Step(
        HedgeState state,
        IReadOnlyDictionary<StrategyId, double> scores,
        LearningOptions options
    )
    {
        var fade = Math.Pow(2, -1 / options.HalfLifeSessions);
        var next = new Dictionary<StrategyId, double>();
        foreach (var (strategy, score) in scores)
        {
            var before = state.LogWeights.TryGetValue(strategy, out var w) ? w : 0;
            next[strategy] =
                (fade * before) + (options.Rate * Math.Clamp(double.IsNaN(score) ? 0 : score, -Clip, Clip));
        }
        return new HedgeState(state.Sessions + 1, next);
    }

    /// <summary>The weights of the strategies, in their order; they sum to 1.</summary>
    public static double[] Weights(IReadOnlyList<StrategyId> strategies, HedgeState overall, HedgeState regime)
    {
        var all = Softmax(strategies, overall);
        var here = Softmax(strategies, regime);
        var trust = regime.Sessions / (regime.Sessions + RegimeTrust);
        for (var i = 0; i < all.Length; i++)
            all[i] = (trust * here[i]) + ((1 - trust) * all[i]);
        return Bounded(all);
    }

    /// <summary>
    /// Weights that sum to 1, each within the bounds: those beyond a bound are set on it, the others share what is left.
    /// With too few or too many strategies for the bounds they widen to equal shares.
    /// </summary>
    public static double[] Bounded(ReadOnlySpan<double> weights)
    {
        var count = weights.Length;
        if (count == 0)
            return [];
        var (least, most) = (Math.Min(Least, 1.0 / count), Math.Max(Most, 1.0 / count));
        // Σ clamp(c·w) rises with c: halve the interval that holds the c of sum 1.
        double low = 0,
            high = 1 / Smallest(weights);
        for (var i = 0; i < 200; i++)
        {
            var middle = (low + high) / 2;
            if (Sum(weights, middle, least, most) < 1)
                low = middle;
            else
                high = middle;
        }
        var bounded = new double[count];
        for (var i = 0; i < count; i++)
            bounded[i] = Math.Clamp(high * Math.Max(Dust, weights[i]), least, most);
        return bounded;
    }

    private static double Sum(ReadOnlySpan<double> weights, double factor, double least, double most)
    {
        var sum = 0.0;
        foreach (var weight in weights)
            sum += Math.Clamp(factor * Math.Max(Dust, weight), least, most);
        return sum;
    }

    private static double Smallest(ReadOnlySpan<double> weights)
    {
        var smallest = double.PositiveInfinity;
        foreach (var weight in weights)
            smallest = Math.Min(smallest, weight);
        return Math.Max(Dust, smallest);
    }

    private static double[] Softmax(IReadOnlyList<StrategyId> strategies, HedgeState state)
    {
        var weights = new double[strategies.Count];
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = Math.Exp(state.LogWeights.TryGetValue(strategies[i], out var w) ? w : 0);
            sum += weights[i];
        }
        for (var i = 0; i < weights.Length; i++)
            weights[i] /= sum;
        return weights;
    }
}
