using QuantFund.Core.Debate;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Features;
using QuantFund.Core.Features.Macro;
using QuantFund.Core.Strategies;

namespace QuantFund.Core.Learning;

/// <summary>
/// Phase I as a pure function of memory: outcomes at their horizon, shadow books marked and traded, and, with each completed
/// session, the learned weights and information coefficients. Source: STRATEGIES, section I.
/// </summary>
public static class Lessons
{
    /// <param name="memory">What was known before this cycle.</param>
    /// <param name="proposals">Phase C.</param>
    /// <param name="open">The opinions that live after this cycle.</param>
    /// <param name="features">Phase B.</param>
    /// <param name="regime">The regime.</param>
    /// <param name="session">The session.</param>
    /// <param name="oneWayCosts">Per row, a fraction.</param>
    /// <param name="trades">The fund's closed trades before this cycle.</param>
    /// <param name="vote">Phases D and E, for the books of other weights.</param>
    /// <param name="states">Strategies that are not enabled.</param>
    /// <param name="options">Rates.</param>
    public static Lesson Record(
        LearningMemory memory,
        IReadOnlyList<Proposal> proposals,
        OpinionMemory open,
        FeatureTable features,
        Regime regime,
        Session session,
        ReadOnlySpan<double> oneWayCosts,
        ClosedTrades trades,
        Vote vote,
        IReadOnlyDictionary<StrategyId, StrategyState> states,
        LearningOptions options
    )
    {
        // Without a completed session nothing can be measured, and nothing was opened.
        if (features.Sessions.Count == 0)
            return new Lesson(memory, [], []);
        var key = RegimeKey.Of(regime);
        var newSession = memory.LastSession is { } last && features.Sessions[^1] > last;
        // What a dollar of cash earned since the last session.
        var overnight = newSession
            ? OvernightRate.Earned(
                features.OvernightRate,
                features.Sessions[^1].DayNumber - memory.LastSession!.Value.DayNumber
            )
            : 0;
        var records = new Dictionary<StrategyId, TrackRecord>(memory.Strategies);
        var scores = new Dictionary<StrategyId, double>();
        var outcomes = new List<Outcome>();
        var retirements = new List<Retirement>();
        var past = memory.LastRegime ?? key;
        foreach (var proposal in proposals)
        {
            var profile = proposal.Profile;
            var state = states.StateOf(profile.Id);
            var (record, matured) = Outcomes.Mature(memory.Of(profile.Id), profile, features, session);
            outcomes.AddRange(matured);
            var shadow = ShadowTrading.Step(record.Shadow, proposal, features, oneWayCosts);
            if (newSession)
            {
                record = Outcomes.CloseSession(record, profile);
                var forgone = record.Shadow.Long * overnight;
                (var score, var change, shadow) = DayScore(record.Shadow, shadow, forgone);
                scores[profile.Id] = score;
                record = record with
                {
                    Losing = record.Losing.With(score),
                    Regimes = InRegime(record, past, change, forgone),
                };
            }
            // Out of the vote nothing is at stake, and a strategy that comes back is judged anew.
            if (state != StrategyState.Enabled)
                record = record with { Losing = LossEvidence.None };
            else if (options.FalseRetirement > 0 && record.Losing.Proves(options.FalseRetirement))
                retirements.Add(
                    new Retirement(profile.Id, record.Losing.Value, 1 / options.FalseRetirement, record.Losing.Sessions)
                );
            record = record with { Shadow = shadow };
            records[profile.Id] = Outcomes.Open(record, open.Of(profile.Id), features, key, proposal.Ic, oneWayCosts);
        }
        var next = memory with
        {
            Strategies = records,
            LastSession = features.Sessions[^1],
            LastRegime = key,
            Trades = trades,
            Sessions = memory.Sessions + (newSession ? 1 : 0),
            Books = CounterfactualBooks.Step(
                memory.Books,
                vote.Targets,
                vote.Verdict.Weights,
                vote.Verdict.DebateWeights,
                vote.Verdict.Influence,
                features,
                oneWayCosts
            ),
        };
        if (newSession)
        {
            next = Weigh(next, scores, past, options);
            next = next with
            {
                Books = next.Books.Closed(
                    features.Sessions[^1],
                    Learned(next, proposals, key),
                    memory.Books,
                    overnight
                ),
            };
        }
        return new Lesson(next, outcomes, retirements);
    }

    /// <summary>The learned weights of all strategies in a regime, by strategy.</summary>
    public static IReadOnlyDictionary<StrategyId, double> Learned(
        LearningMemory memory,
        IReadOnlyList<StrategyId> strategies,
        string regime
    )
    {
        var weights = Hedge.Weights(strategies, memory.Overall, memory.In(regime));
        return strategies.Index().ToDictionary(s => s.Item, s => weights[s.Index]);
    }

    private static IReadOnlyDictionary<StrategyId, double> Learned(
        LearningMemory memory,
        IReadOnlyList<Proposal> proposals,
        string regime
    ) => Learned(memory, [.. proposals.Select(p => p.Profile.Id)], regime);

    private static Dictionary<string, RegimeRecord> InRegime(
        TrackRecord record,
        string regime,
        double change,
        double forgone
    )
    {
        var here = record.In(regime);
        return new Dictionary<string, RegimeRecord>(record.Regimes, StringComparer.Ordinal)
        {
            [regime] = here with { Shadow = here.Shadow.With(change, forgone) },
        };
    }

    /// <summary>Each strategy's information coefficient: its prior, moved by its record.</summary>
    public static IReadOnlyDictionary<StrategyId, double> Ics(LearningMemory memory, StrategyRoster roster) =>
        roster.Strategies.ToDictionary(s => s.Profile.Id, s => memory.Of(s.Profile.Id).Ic.Posterior(s.Profile.PriorIc));

    /// <summary>What the debate may know of each strategy's past.</summary>
    public static IReadOnlyDictionary<StrategyId, StrategyStanding> Standings(
        LearningMemory memory,
        StrategyRoster roster,
        Regime regime
    )
    {
        var key = RegimeKey.Of(regime);
        StrategyId[] ids = [.. roster.Strategies.Select(s => s.Profile.Id)];
        var learned = Hedge.Weights(ids, memory.Overall, memory.In(key));
        var standings = new Dictionary<StrategyId, StrategyStanding>();
        for (var i = 0; i < ids.Length; i++)
        {
            var record = memory.Of(ids[i]);
            var here = record.In(key);
            standings[ids[i]] = new StrategyStanding(record.Shadow.Drawdown, here.Hits, here.Count, learned[i]);
        }
        return standings;
    }

    /// <summary>The day's return in units of the daily volatility forecast for what was held in it; 0 for a book that held nothing.</summary>
    private static (double Score, double Return, ShadowBook Book) DayScore(
        ShadowBook before,
        ShadowBook now,
        double forgone
    )
    {
        var (change, closed) = now.DayClosed(forgone);
        var daily = before.DayVolatility / Math.Sqrt(Features.Daily.Volatility.SessionsPerYear);
        return (daily > 0 ? change / daily : 0, change, closed);
    }

    private static LearningMemory Weigh(
        LearningMemory memory,
        Dictionary<StrategyId, double> scores,
        string regime,
        LearningOptions options
    )
    {
        var byRegime = new Dictionary<string, HedgeState>(memory.ByRegime, StringComparer.Ordinal)
        {
            [regime] = Hedge.Step(memory.In(regime), scores, options),
        };
        return memory with { Overall = Hedge.Step(memory.Overall, scores, options), ByRegime = byRegime };
    }
}

/// <summary>What a cycle taught: the memory after it, the opinions that matured, the strategies whose record retires them.</summary>
public sealed record Lesson(
    LearningMemory Memory,
    IReadOnlyList<Outcome> Outcomes,
    IReadOnlyList<Retirement> Retirements
);

/// <summary>How the strategies were weighed, and the book that came of it.</summary>
public sealed record Vote(Verdict Verdict, Ensemble.TargetBook Targets);
