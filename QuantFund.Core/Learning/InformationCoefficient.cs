namespace QuantFund.Core.Learning;

/// <summary>
/// Normal–normal update of a strategy's information coefficient: (250·prior + Σ w·ic)/(250 + Σ w). One observation is the
/// rank correlation of convictions and returns of the opinions that matured in one session, of weight
/// w = min(1, 1 session/horizon): overlapping horizons are not independent. Source: STRATEGIES, section C.
/// </summary>
public sealed record InformationCoefficient(double WeightedSum, double Weight)
{
    public const double PriorWeight = 250;

    /// <summary>Fewer opinions have no rank correlation worth the name.</summary>
    public const int LeastOpinions = 5;

    public static InformationCoefficient None { get; } = new(0, 0);

    public double Posterior(double prior) => ((PriorWeight * prior) + WeightedSum) / (PriorWeight + Weight);

    /// <summary>An undefined correlation changes nothing.</summary>
    public InformationCoefficient With(double correlation, double horizonSessions)
    {
        if (double.IsNaN(correlation))
            return this;
        var weight = Math.Min(1, 1 / horizonSessions);
        return new InformationCoefficient(WeightedSum + (weight * correlation), Weight + weight);
    }
}
