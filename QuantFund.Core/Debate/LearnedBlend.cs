namespace QuantFund.Core.Debate;

/// <summary>(1 − λ)·debate + λ·learned, both first divided by their sum. A side without a sum leaves the other alone. Source: STRATEGIES, section D4.</summary>
public static class LearnedBlend
{
    public static double[] Share(ReadOnlySpan<double> scores)
    {
        var sum = 0.0;
        foreach (var score in scores)
            sum += score;
        var shares = new double[scores.Length];
        if (sum > 0)
            for (var i = 0; i < shares.Length; i++)
                shares[i] = scores[i] / sum;
        return shares;
    }

    /// <param name="debate">Shares that sum to 1, or all zero.</param>
    /// <param name="learned">Shares that sum to 1, or all zero.</param>
    /// <param name="influence">λ in [0, 1].</param>
    public static double[] Of(ReadOnlySpan<double> debate, ReadOnlySpan<double> learned, double influence)
    {
        var blend = new double[debate.Length];
        for (var i = 0; i < blend.Length; i++)
            blend[i] = ((1 - influence) * debate[i]) + (influence * learned[i]);
        return Share(blend);
    }
}
