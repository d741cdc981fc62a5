using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Ensemble;
using QuantFund.Core.Features;
using QuantFund.Core.Statistics;
using QuantFund.Core.Strategies;

namespace QuantFund.Core.Learning;

/// <summary>Weights of the strategies at the end of a session, in no order.</summary>
public sealed record PastWeights(DateOnly Session, IReadOnlyDictionary<StrategyId, double> Weights);

/// <summary>
/// What the fund would be worth had it weighed its strategies otherwise: the same proposals and the same factor k, traded
/// on paper at the same costs, with the verdict's weights, with equal ones, with the learned ones of five sessions ago, and
/// with the debate's alone. Only weights differ, so the difference between two books is what their weights are worth.
/// Source: STRATEGIES, section I.
/// </summary>
public sealed record CounterfactualBooks(
    ShadowBook Learning,
    ShadowBook EqualWeights,
    ShadowBook LastWeek,
    ShadowBook NoLearning
)
{
    /// <summary>A week of sessions.</summary>
    public const int Week = 5;

    public static CounterfactualBooks Empty { get; } =
        new(ShadowBook.Empty, ShadowBook.Empty, ShadowBook.Empty, ShadowBook.Empty);

    /// <summary>The learned weights of the last sessions, oldest first: as many as last week's book needs.</summary>
    public IReadOnlyList<PastWeights> Past { get; init; } = [];

    /// <summary>Mean value of learning a session: what the verdict's weights earned over the debate's alone, in basis points.</summary>
    public double ValueBps => ValueOver(NoLearning);

    /// <summary>Mean daily return of the verdict's book less another's, in basis points; NaN before the first session.</summary>
    public double ValueOver(ShadowBook other) =>
        Learning.Days == 0 ? double.NaN : (Learning.DaySum - other.DaySum) / Learning.Days * 1e4;

    /// <param name="before">The books before this cycle.</param>
    /// <param name="targets">Phase E: the proposals and k.</param>
    /// <param name="weights">Verdict's weights, in the order of the proposals.</param>
    /// <param name="debate">The debate's weights alone.</param>
    /// <param name="influence">λ.</param>
    /// <param name="features">Prices.</param>
    /// <param name="oneWayCosts">Per row, a fraction.</param>
    internal static CounterfactualBooks Step(
        CounterfactualBooks before,
        TargetBook targets,
        IReadOnlyList<double> weights,
        IReadOnlyList<double> debate,
        double influence,
        FeatureTable features,
        ReadOnlySpan<double> oneWayCosts
    )
    {
        var proposals = targets.Proposals;
        var equal = new double[proposals.Count];
        var lastWeek = new double[proposals.Count];
        var past = before.Past.Count > 0 ? before.Past[0].Weights : null;
        double sum = 0;
        for (var i = 0; i < equal.Length; i++)
        {
            // Only those that voted: a strategy without a weight in the debate spoke not, or may not.
            if (debate[i] <= 0)
                continue;
            equal[i] = 1;
            lastWeek[i] = past is not null && past.TryGetValue(proposals[i].Profile.Id, out var w) ? w : weights[i];
            sum += lastWeek[i];
        }
        // Last week's learned weights in today's blend.
        for (var i = 0; i < equal.Length && past is not null && sum > 0; i++)
            lastWeek[i] = ((1 - influence) * debate[i]) + (influence * lastWeek[i] / sum);
        return before with
        {
            Learning = Move(before.Learning, weights, targets, features, oneWayCosts),
            EqualWeights = Move(before.EqualWeights, equal, targets, features, oneWayCosts),
            LastWeek = Move(before.LastWeek, lastWeek, targets, features, oneWayCosts),
            NoLearning = Move(before.NoLearning, debate, targets, features, oneWayCosts),
        };
    }

    /// <summary>The session is over: each book's day is closed, and the learned weights are kept for the book of next week.</summary>
    /// <param name="session">Its date.</param>
    /// <param name="learned">The learned weights after it.</param>
    /// <param name="held">The books as they were held over the nights before.</param>
    /// <param name="overnight">What a dollar of cash earned in these nights.</param>
    internal CounterfactualBooks Closed(
        DateOnly session,
        IReadOnlyDictionary<StrategyId, double> learned,
        CounterfactualBooks held,
        double overnight
    ) =>
        this with
        {
            Learning = Learning.DayClosed(held.Learning.Long * overnight).Book,
            EqualWeights = EqualWeights.DayClosed(held.EqualWeights.Long * overnight).Book,
            LastWeek = LastWeek.DayClosed(held.LastWeek.Long * overnight).Book,
            NoLearning = NoLearning.DayClosed(held.NoLearning.Long * overnight).Book,
            Past = [.. Past.Append(new PastWeights(session, learned)).TakeLast(Week)],
        };

    private static ShadowBook Move(
        ShadowBook book,
        IReadOnlyList<double> weights,
        TargetBook targets,
        FeatureTable features,
        ReadOnlySpan<double> oneWayCosts
    )
    {
        // The capital that voted, dealt out anew; redundancy and netting are left out of all four books alike.
        double voted = 0,
            total = 0;
        for (var i = 0; i < weights.Count; i++)
        {
            voted += targets.Shares[i];
            total += weights[i];
        }
        if (total <= 0)
            return ShadowTrading.Mark(book, features);
        var column = new double[features.Count];
        for (var i = 0; i < weights.Count; i++)
        {
            var share = targets.Scale * voted * weights[i] / total;
            if (share == 0)
                continue;
            var proposed = targets.Proposals[i].Weights;
            for (var row = 0; row < column.Length; row++)
                column[row] += share * proposed[row];
        }
        for (var row = 0; row < column.Length; row++)
            if (Tolerance.Below(Math.Abs(column[row]), WeightedVote.LeastWeight))
                column[row] = 0;
        return ShadowTrading.Step(book, column, targets.ForecastVolatility, features, oneWayCosts);
    }
}
