using QuantFund.Core.Debate;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution;
using QuantFund.Core.Features;
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
    /// <param name="submission">What was sent; null when nothing was.</param>
    /// <param name="book">The book before.</param>
    /// <param name="options">Rates.</param>
    public static (LearningMemory Memory, IReadOnlyList<Outcome> Outcomes) Record(
        LearningMemory memory,
        IReadOnlyList<Proposal> proposals,
        OpinionMemory open,
        FeatureTable features,
        Regime regime,
        Session session,
        ReadOnlySpan<double> oneWayCosts,
        Submission? submission,
        Book book,
        LearningOptions options
    )
    {
        // Without a completed session nothing can be measured, and nothing was opened.
        if (features.Sessions.Count == 0)
            return (memory, []);
        var key = RegimeKey.Of(regime);
        var newSession = memory.LastSession is { } last && features.Sessions[^1] > last;
        var records = new Dictionary<StrategyId, TrackRecord>(memory.Strategies);
        var scores = new Dictionary<StrategyId, double>();
        var outcomes = new List<Outcome>();
        foreach (var proposal in proposals)
        {
            var profile = proposal.Profile;
            var (record, matured) = Outcomes.Mature(memory.Of(profile.Id), profile, features, session);
            outcomes.AddRange(matured);
            var shadow = ShadowTrading.Step(record.Shadow, proposal, features, oneWayCosts);
            if (newSession)
            {
                record = Outcomes.CloseSession(record, profile);
                (scores[profile.Id], shadow) = DayScore(record.Shadow, shadow);
            }
            record = record with { Shadow = shadow };
            records[profile.Id] = Outcomes.Open(record, open.Of(profile.Id), features, key, oneWayCosts);
        }
        var (closed, wins) = submission is null ? (0, 0) : ClosedTrades.Count(submission, book);
        var next = memory with
        {
            Strategies = records,
            LastSession = features.Sessions[^1],
            LastRegime = key,
            ClosedTrades = memory.ClosedTrades + closed,
            Wins = memory.Wins + wins,
        };
        return (newSession ? Weigh(next, scores, memory.LastRegime ?? key, options) : next, outcomes);
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

    /// <summary>The day's return in units of the daily volatility forecast for what was held; 0 for a book that held nothing.</summary>
    private static (double Score, ShadowBook Book) DayScore(ShadowBook before, ShadowBook now)
    {
        var (change, closed) = now.DayClosed();
        var daily = before.Volatility / Math.Sqrt(Features.Daily.Volatility.SessionsPerYear);
        return (daily > 0 ? change / daily : 0, closed);
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
