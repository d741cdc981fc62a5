namespace QuantFund.Core.Debate.Arguments;

/// <summary>
/// The debate by rule: each strategy that speaks is supported once and attacked by its two nearest rivals by score, so that
/// all can lose. A rival takes the strongest weakness that nobody has named yet. Source: STRATEGIES, section D2.
/// </summary>
internal static class RuleArguments
{
    public const int AttackersPerTarget = 2;

    /// <summary>Supports and attacks, by target in the order of the proposals.</summary>
    /// <param name="brief">What may be argued from.</param>
    /// <param name="cards">Score cards in the order of the proposals.</param>
    /// <param name="correlations">Between the proposals.</param>
    public static List<HeardArgument> Of(
        DebateBrief brief,
        IReadOnlyList<ScoreCard> cards,
        ProposalCorrelations correlations
    )
    {
        var ranking = Ranking(cards);
        var heard = new List<HeardArgument>();
        for (var i = 0; i < cards.Count; i++)
        {
            if (!cards[i].Speaks)
                continue;
            var facts = new ClaimFacts(brief, correlations, i);
            var target = cards[i].Strategy;
            if (Merits.Of(facts, cards[i]) is { } merit)
                heard.Add(Hear(new(Stance.Supports, target, target, merit.Claims, merit.Sentence, merit.Strength)));
            var weaknesses = Weaknesses.Of(facts).ToList();
            foreach (var rival in Rivals(ranking, i))
            {
                var attacker = cards[rival].Strategy;
                var own = Weaknesses.Redundancy(facts, attacker);
                var point = weaknesses.Append(own).OfType<Point>().MaxBy(p => p.Strength);
                if (point is null)
                    continue;
                weaknesses.Remove(point);
                heard.Add(Hear(new(Stance.Attacks, attacker, target, point.Claims, point.Sentence, point.Strength)));
            }

            HeardArgument Hear(Argument argument) => ClaimCheck.Hear(argument, facts);
        }
        return heard;
    }

    /// <summary>Indexes of the strategies that speak, best score first; ties keep the order of the roster.</summary>
    private static List<int> Ranking(IReadOnlyList<ScoreCard> cards) =>
        [.. Enumerable.Range(0, cards.Count).Where(i => cards[i].Speaks).OrderByDescending(i => cards[i].Total)];

    /// <summary>Those nearest in rank; of two equally near the stronger one.</summary>
    private static IEnumerable<int> Rivals(List<int> ranking, int target)
    {
        var rank = ranking.IndexOf(target);
        return ranking
            .Select((strategy, at) => (Strategy: strategy, Distance: Math.Abs(at - rank), Rank: at))
            .Where(r => r.Distance > 0)
            .OrderBy(r => r.Distance)
            .ThenBy(r => r.Rank)
            .Take(AttackersPerTarget)
            .Select(r => r.Strategy);
    }
}
