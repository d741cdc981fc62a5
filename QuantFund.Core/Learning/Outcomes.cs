using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Features;
using QuantFund.Core.Statistics;
using QuantFund.Core.Strategies;

namespace QuantFund.Core.Learning;

/// <summary>
/// Scores opinions at their horizon: none before, none twice. An opinion whose price can't be had then waits for a cycle
/// that has it. Source: STRATEGIES, section I.
/// </summary>
public static class Outcomes
{
    // z = 2.5·conviction, the score in standard deviations (STRATEGIES, section C).
    private const double ScoreOfFullConviction = 2.5;

    // Thousands of them are kept in the memory.
    private const int ChancePlaces = 4;

    /// <summary>Takes every opinion whose horizon has passed out of the waiting list and scores it.</summary>
    public static (TrackRecord Record, IReadOnlyList<Outcome> Matured) Mature(
        TrackRecord record,
        StrategyProfile profile,
        FeatureTable features,
        Session session
    )
    {
        var waiting = new List<PendingOutcome>();
        var matured = new List<Outcome>();
        foreach (var pending in record.Pending)
        {
            var row = features.Universe.IndexOf(pending.Symbol);
            var passed = profile.Horizon.HasPassed(
                pending.OpenedAt,
                pending.After,
                features.AsOf,
                session,
                features.Sessions
            );
            var change =
                row < 0 || !passed ? double.NaN
                : profile.Horizon.IsIntraday
                    ? PriceReturn.WithinSession(features, row, pending.After, pending.SinceClose)
                : PriceReturn.Since(features, row, pending.After, pending.SinceClose);
            if (double.IsNaN(change))
                waiting.Add(pending);
            else
                matured.Add(Score(profile.Id, pending, change));
        }
        if (matured.Count == 0)
            return (record, matured);
        var regimes = new Dictionary<string, RegimeRecord>(record.Regimes, StringComparer.Ordinal);
        var pairs = new List<MaturedPair>(record.SessionPairs);
        foreach (var outcome in matured)
        {
            regimes[outcome.Regime] = (
                regimes.TryGetValue(outcome.Regime, out var before) ? before : RegimeRecord.Empty
            ).With(outcome);
            if (pairs.Count < TrackRecord.MostPairs)
                pairs.Add(new MaturedPair(outcome.Conviction, outcome.Return) { Regime = outcome.Regime });
        }
        return (record with { Pending = waiting, SessionPairs = pairs, Regimes = regimes }, matured);
    }

    /// <summary>Adds the opinions that this cycle opened.</summary>
    public static TrackRecord Open(
        TrackRecord record,
        IReadOnlyList<OpenOpinion> opinions,
        FeatureTable features,
        string regime,
        double ic,
        ReadOnlySpan<double> oneWayCosts
    )
    {
        var pending = new List<PendingOutcome>(record.Pending);
        foreach (var opinion in opinions)
        {
            if (opinion.OpenedAt != features.AsOf)
                continue;
            var row = features.Universe.IndexOf(opinion.Symbol);
            pending.Add(
                new PendingOutcome(
                    opinion.Symbol,
                    opinion.Conviction,
                    opinion.OpenedAt,
                    opinion.After,
                    opinion.SinceClose,
                    regime,
                    oneWayCosts[row],
                    opinion.Cycle
                )
                {
                    Chance = Math.Round(
                        NormalDistribution.Cumulative(ic * ScoreOfFullConviction * Math.Abs(opinion.Conviction)),
                        ChancePlaces
                    ),
                }
            );
        }
        var dropped = Math.Max(0, pending.Count - TrackRecord.MostPending);
        pending.RemoveRange(0, dropped);
        return record with { Pending = pending, Dropped = record.Dropped + dropped };
    }

    /// <summary>The session is over: its rank correlation becomes one observation of the information coefficient.</summary>
    public static TrackRecord CloseSession(TrackRecord record, StrategyProfile profile)
    {
        if (record.SessionPairs.Count == 0)
            return record;
        var regimes = new Dictionary<string, RegimeRecord>(record.Regimes, StringComparer.Ordinal);
        foreach (var (regime, before) in record.Regimes)
            regimes[regime] = before with
            {
                Ic = With(
                    before.Ic,
                    record.SessionPairs.Where(p => string.Equals(p.Regime, regime, StringComparison.Ordinal)),
                    profile
                ),
            };
        return record with { SessionPairs = [], Ic = With(record.Ic, record.SessionPairs, profile), Regimes = regimes };
    }

    private static InformationCoefficient With(
        InformationCoefficient before,
        IEnumerable<MaturedPair> matured,
        StrategyProfile profile
    )
    {
        MaturedPair[] pairs = [.. matured];
        return pairs.Length < InformationCoefficient.LeastOpinions
            ? before
            : before.With(
                Correlation.Spearman([.. pairs.Select(p => p.Conviction)], [.. pairs.Select(p => p.Return)]),
                profile.Horizon.InSessions
            );
    }

    private static Outcome Score(StrategyId strategy, PendingOutcome pending, double change)
    {
        var direction = Math.Sign(pending.Conviction);
        return new Outcome(
            strategy,
            pending.Symbol,
            pending.Conviction,
            pending.OpenedAt,
            pending.Regime,
            change,
            (direction * change) - (2 * pending.OneWayCost),
            Tolerance.Above(direction * change, 0),
            pending.Cycle
        )
        {
            Chance = pending.Chance,
        };
    }
}
