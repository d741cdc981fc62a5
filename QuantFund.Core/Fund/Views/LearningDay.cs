using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Learning;
using QuantFund.Core.Pipeline.Records;

namespace QuantFund.Core.Fund.Views;

/// <summary>One strategy at the last cycle of a session: its share of capital, learned weight, score, and shadow equity from 1.</summary>
public sealed record StrategyDay(
    StrategyId Id,
    StrategyState State,
    double Weight,
    double LearnedWeight,
    double Score,
    double ShadowEquity
);

/// <summary>What a session taught, as its last cycle left it.</summary>
public sealed record LearningDay(
    DateOnly Session,
    CycleId CycleId,
    string Regime,
    double Influence,
    int ClosedTrades,
    int Wins,
    IReadOnlyList<StrategyDay> Strategies,
    BookValues? Books
)
{
    /// <summary>Null for a cycle that learned nothing, such as a preview.</summary>
    public static LearningDay? Of(CycleRecord record)
    {
        if (record.Learning is not { } learning)
            return null;
        var shadows = learning.Shadows.ToDictionary(s => s.Strategy, s => s.Equity);
        return new LearningDay(
            NewYork.DateOf(record.AsOf),
            record.Id,
            RegimeKey.Of(record.Regime),
            learning.Influence,
            learning.ClosedTrades,
            learning.Wins,
            [
                .. record.Strategies.Select(
                    (s, i) =>
                        new StrategyDay(
                            s.Id,
                            s.State,
                            record.Ensemble.Shares[i],
                            i < learning.LearnedWeights.Count ? learning.LearnedWeights[i] : double.NaN,
                            record.Verdict.Scores[i].Total,
                            shadows.TryGetValue(s.Id, out var equity) ? equity : double.NaN
                        )
                ),
            ],
            learning.Books
        );
    }
}
