namespace QuantFund.Core.Risk;

/// <summary>
/// What the gate made of the targets. Approved is null when a limit stays broken whatever shrinks: then
/// <paramref name="Refusal"/> says which. <paramref name="Uses"/>: every limit with its use by the approved book (by the
/// present one when refused).
/// </summary>
public sealed record RiskReview(
    ApprovedTargets? Approved,
    string? Refusal,
    IReadOnlyList<Clamp> Clamps,
    IReadOnlyList<LimitUse> Uses,
    double VixScale,
    double LadderScale
);
