using QuantFund.Core.Debate.Arguments;
using QuantFund.Core.Domain;

namespace QuantFund.Core.Debate;

/// <summary>
/// Judges by the score card and arguments made by rule, at once and always the same: the fund's debate while no language model argues, and what
/// one falls back on. In fast mode nobody argues, and intraday is split against position by <see cref="FastDebate"/>.
/// </summary>
public sealed class RuleDebater(DebateMode mode) : IDebater
{
    public const string Name = "rules";
    public const string FastName = "rules (fast)";

    public ValueTask<Verdict> JudgeAsync(DebateBrief brief, CancellationToken cancellation) => new(Judge(brief, mode));

    public static Verdict Judge(DebateBrief brief, DebateMode mode)
    {
        var correlations = ProposalCorrelations.Between(brief.Proposals, brief.Features.Returns);
        var cards = ScoreCards.Of(brief, correlations);
        var arguments = mode == DebateMode.Full ? RuleArguments.Of(brief, cards, correlations) : [];
        var argued = cards.Select(c => Argue(c, arguments)).ToArray();
        var votes = new double[cards.Count];
        var learned = new double[cards.Count];
        for (var i = 0; i < cards.Count; i++)
        {
            if (!cards[i].Speaks || brief.States.StateOf(cards[i].Strategy) != StrategyState.Enabled)
                continue;
            votes[i] = argued[i].Total;
            learned[i] = brief.Standings.TryGetValue(cards[i].Strategy, out var standing) ? standing.LearnedWeight : 0;
        }
        var debateShares = LearnedBlend.Share(votes);
        var learnedShares = LearnedBlend.Share(learned);
        double? intraday =
            mode == DebateMode.Fast
                ? FastDebate.IntradayShare(
                    brief.Features.Market.Vix,
                    brief.Features.AsOf,
                    brief.Features.Market.NewsVelocity
                )
                : null;
        return new Verdict(
            mode == DebateMode.Fast ? FastName : Name,
            cards,
            debateShares,
            learnedShares,
            LearnedBlend.Of(debateShares, learnedShares, brief.Influence),
            brief.Influence,
            intraday
        )
        {
            Arguments = arguments,
            Argued = mode == DebateMode.Full ? argued : [],
        };
    }

    private static ArguedScore Argue(ScoreCard card, IReadOnlyList<HeardArgument> arguments)
    {
        double support = 0,
            attack = 0;
        var attacks = 0;
        foreach (var argument in arguments)
        {
            if (argument.Target != card.Strategy)
                continue;
            if (argument.Stance == Stance.Supports)
                support = argument.Strength;
            else
            {
                attack += argument.Strength;
                attacks++;
            }
        }
        return ArguedScore.Of(card.Total, support, attacks == 0 ? 0 : attack / attacks);
    }
}
