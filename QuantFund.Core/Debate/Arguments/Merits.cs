using QuantFund.Core.Features;
using QuantFund.Core.Strategies;

namespace QuantFund.Core.Debate.Arguments;

/// <summary>
/// What can be said for a proposal: the strongest of its pay, its place in this regime and its difference from the others,
/// with the evidence of its largest holding. Source: STRATEGIES, section D2.
/// </summary>
internal static class Merits
{
    /// <summary>Null when nothing that is known speaks for it.</summary>
    public static Point? Of(ClaimFacts facts, ScoreCard card)
    {
        Point? best = null;
        foreach (var point in new[] { Pay(facts, card), Regime(facts, card), Difference(facts, card) })
            if (point is not null && (best is null || point.Strength > best.Strength))
                best = point;
        return best is null || Evidence(facts) is not { } evidence
            ? best
            : best with
            {
                Claims = [.. best.Claims, evidence.Claim],
                Sentence = $"{best.Sentence} {evidence.Sentence}",
            };
    }

    private static Point? Pay(ClaimFacts facts, ScoreCard card)
    {
        // The logistic of nothing is one half.
        var strength = (card.Alpha - 0.5) * 2;
        return strength > 0
            ? new Point(
                strength,
                [Point.Quote(facts, "expected_return", 6), Point.Quote(facts, "round_trip_cost", 6)],
                Point.Text(
                    $"It expects {facts.ExpectedReturn:0.00%} of its capital for {facts.RoundTripCost:0.00%} of cost."
                )
            )
            : null;
    }

    private static Point? Regime(ClaimFacts facts, ScoreCard card)
    {
        var strength = (card.RegimeFit - 0.5) * 2;
        var favoursFear =
            facts.Proposal.Profile
            is { Category: StrategyCategory.Intraday }
                or { Family: StrategyFamily.Carry or StrategyFamily.Quality };
        var word = favoursFear ? "vix" : "trend_strength";
        var value = facts.Of(Claim.Portfolio, word);
        return strength > 0 && !double.IsNaN(value)
            ? new Point(
                strength,
                [Point.Quote(facts, word, 2)],
                favoursFear
                    ? Point.Text($"A VIX of {value:0.0} is its kind of market.")
                    : Point.Text($"A trend strength of {value:0.00} is its kind of market.")
            )
            : null;
    }

    private static Point? Difference(ClaimFacts facts, ScoreCard card)
    {
        var strength = Point.Ramp(card.Diversification, 0.5, 1);
        return strength > 0
            ? new Point(
                strength,
                [Point.Quote(facts, "names", 0), Point.Quote(facts, "net", 3)],
                Point.Text(
                    $"Its {facts.Proposal.Names} names, net {facts.Net:+0%;-0%;0%}, move little with what the others hold."
                )
            )
            : null;
    }

    private static (Claim Claim, string Sentence)? Evidence(ClaimFacts facts)
    {
        if (facts.Leader < 0 || EvidenceOf(facts.Proposal.Profile) is not { } feature)
            return null;
        var symbol = facts.LeaderSymbol.Value;
        var value = facts.Of(symbol, FeatureNames.Of(feature));
        return double.IsNaN(value)
            ? null
            : (
                Point.Quote(facts, symbol, feature, 4),
                Point.Text($"{symbol}, its largest, has {FeatureNames.Of(feature)} {value:0.####}.")
            );
    }

    /// <summary>The first that the strategy reads; where that is a price or a size, what tells more. Null where none is in the table.</summary>
    private static Feature? EvidenceOf(StrategyProfile profile) =>
        profile.Family switch
        {
            StrategyFamily.Breakout => Feature.SessionRet,
            StrategyFamily.VolatilityTarget => Feature.Vol21,
            _ when profile.Reads is [var first, ..] => first,
            // The residual of the long/short reversion is no column; the week behind it is the nearest one.
            StrategyFamily.Reversion => Feature.Ret5,
            _ => null,
        };
}
