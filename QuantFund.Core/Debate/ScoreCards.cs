using QuantFund.Core.Strategies;

namespace QuantFund.Core.Debate;

/// <summary>The score card of every strategy in one brief.</summary>
public static class ScoreCards
{
    public static IReadOnlyList<ScoreCard> Of(DebateBrief brief, ProposalCorrelations correlations)
    {
        var diversification = DiversificationScore.Of(brief.Proposals, correlations);
        var cards = new ScoreCard[brief.Proposals.Count];
        for (var i = 0; i < cards.Length; i++)
            cards[i] = Of(brief, brief.Proposals[i], diversification[i]);
        return cards;
    }

    private static ScoreCard Of(DebateBrief brief, Proposal proposal, double diversification)
    {
        var id = proposal.Profile.Id;
        if (!proposal.Speaks)
            return new ScoreCard(id, false, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
        var standing = brief.Standings.TryGetValue(id, out var known) ? known : StrategyStanding.New(0);
        return new ScoreCard(
            id,
            true,
            AlphaScore.Of(proposal, brief.OneWayCosts.Span),
            RegimeFit.Of(proposal.Profile, brief.Regime, standing.Hits, standing.Outcomes),
            diversification,
            DrawdownScore.Of(standing.ShadowDrawdown),
            AlignmentScore.Sentiment(proposal, brief.Features),
            AlignmentScore.Macro(proposal, brief.Features.Market.Macro)
        );
    }
}
