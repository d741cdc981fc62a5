using QuantFund.Core.Domain;

namespace QuantFund.Core.Learning;

/// <summary>
/// What the fund has learned so far. <paramref name="LastSession"/>: the last completed session when it was written;
/// <paramref name="LastRegime"/>: the regime then.
/// </summary>
public sealed record LearningMemory(
    IReadOnlyDictionary<StrategyId, TrackRecord> Strategies,
    HedgeState Overall,
    IReadOnlyDictionary<string, HedgeState> ByRegime,
    DateOnly? LastSession,
    string? LastRegime
)
{
    public static LearningMemory Empty { get; } =
        new(
            new Dictionary<StrategyId, TrackRecord>(),
            HedgeState.Empty,
            new Dictionary<string, HedgeState>(StringComparer.Ordinal),
            null,
            null
        );

    /// <summary>
    /// The fund's closed trades when the last cycle began. Memories that were stored when every reducing order counted as
    /// one (their <c>closedTrades</c>) are read without that count: from reductions nobody can tell the positions.
    /// </summary>
    public ClosedTrades Trades { get; init; } = ClosedTrades.None;

    /// <summary>Completed sessions learned from.</summary>
    public int Sessions { get; init; }

    /// <summary>What other weights would have earned.</summary>
    public CounterfactualBooks Books { get; init; } = CounterfactualBooks.Empty;

    public TrackRecord Of(StrategyId strategy) =>
        Strategies.TryGetValue(strategy, out var record) ? record : TrackRecord.Empty;

    public HedgeState In(string regime) => ByRegime.TryGetValue(regime, out var state) ? state : HedgeState.Empty;
}
