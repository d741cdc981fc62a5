using QuantFund.Core.Domain;

namespace QuantFund.Core.Strategies;

/// <summary>
/// An opinion that still lives. <paramref name="After"/>: the last completed session when it was opened;
/// <paramref name="SinceClose"/>: the return from that session's close to the opening.
/// </summary>
public sealed record OpenOpinion(
    Symbol Symbol,
    double Conviction,
    DateTimeOffset OpenedAt,
    DateOnly After,
    double SinceClose,
    CycleId Cycle
);

/// <summary>Each strategy's open opinions: at most its strongest 40, so that the memory stays small.</summary>
public sealed record OpinionMemory(IReadOnlyDictionary<StrategyId, IReadOnlyList<OpenOpinion>> Open)
{
    public static OpinionMemory Empty { get; } = new(new Dictionary<StrategyId, IReadOnlyList<OpenOpinion>>());

    public IReadOnlyList<OpenOpinion> Of(StrategyId strategy) => Open.TryGetValue(strategy, out var list) ? list : [];
}
