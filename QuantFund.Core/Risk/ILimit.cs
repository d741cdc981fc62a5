namespace QuantFund.Core.Risk;

/// <summary>
/// One limit of STRATEGIES, section F. It only shrinks: no weight grows or changes sign under it, and freed exposure stays
/// cash.
/// </summary>
public interface ILimit
{
    string Name { get; }

    /// <summary>The limit's largest use by a book.</summary>
    LimitUse Measure(ReadOnlySpan<double> weights, RiskContext context);

    /// <summary>Shrinks the weights until the limit holds, and notes each reduction.</summary>
    void Apply(Span<double> weights, RiskContext context, ICollection<Clamp> clamps);
}
