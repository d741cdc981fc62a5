namespace QuantFund.Core.Risk;

/// <summary>
/// What the gate made of the targets. Approved is null when a limit stays broken whatever shrinks: then
/// <paramref name="Refusal"/> says which. <paramref name="Uses"/>: every limit with its use by the approved book (by the
/// present one when refused). <paramref name="VixScale"/>: what the VIX cuts the book by, 1 where k has cut as much already.
/// </summary>
public sealed record RiskReview(
    ApprovedTargets? Approved,
    string? Refusal,
    IReadOnlyList<Clamp> Clamps,
    IReadOnlyList<LimitUse> Uses,
    double VixScale,
    double LadderScale
)
{
    /// <summary>Size by the VIX with its hysteresis, before what k has cut already is taken out of it: for the next cycle.</summary>
    public double VixSize { get; init; } = 1;
}
