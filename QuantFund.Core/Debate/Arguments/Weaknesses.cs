using QuantFund.Core.Domain;
using QuantFund.Core.Features;
using QuantFund.Core.Strategies;

namespace QuantFund.Core.Debate.Arguments;

/// <summary>
/// What can be held against a proposal: the known weakness of its family, and what any proposal may suffer from. Each gives
/// null where the figure it needs is not known or weighs nothing. The ramps say from where a figure begins to count and
/// where it counts in full. Source: STRATEGIES, section D2.
/// </summary>
internal static class Weaknesses
{
    public static IEnumerable<Point> Of(ClaimFacts facts)
    {
        Point?[] points =
        [
            .. OfFamily(facts.Proposal.Profile.Family, facts),
            Cost(facts),
            Concentration(facts),
            Drawdown(facts),
        ];
        return points.OfType<Point>();
    }

    /// <summary>What only this attacker can say: that its own proposal moves the same way.</summary>
    public static Point? Redundancy(ClaimFacts facts, StrategyId attacker)
    {
        var word = ClaimFacts.CorrelationWith + attacker.Value;
        return Made(
            Point.Ramp(facts.Of(Claim.Portfolio, word), 0.3, 1),
            facts,
            () => Point.Text($"It moves with {attacker}, at a correlation of {facts.Of(Claim.Portfolio, word):0.00}."),
            (word, 2)
        );
    }

    private static Point?[] OfFamily(StrategyFamily family, ClaimFacts facts) =>
        family switch
        {
            StrategyFamily.Momentum => [Reversal(facts), Crowding(facts), OneMarket(facts)],
            StrategyFamily.Reversion => [StrongTrend(facts), NewsExplains(facts)],
            StrategyFamily.Breakout or StrategyFamily.Volume => [ThinVolume(facts)],
            StrategyFamily.Sentiment => [OldNews(facts)],
            StrategyFamily.VolatilityTarget => [RisingFear(facts)],
            StrategyFamily.Carry => [Stress(facts), RisingFear(facts)],
            StrategyFamily.Quality => [MomentumMarket(facts)],
            _ => [],
        };

    private static Point? Reversal(ClaimFacts facts)
    {
        const string word = ClaimFacts.Tilt + "ret_5";
        var lost = -facts.TiltOf(Feature.Ret5);
        return Made(
            Point.Ramp(lost, 0, 0.03),
            facts,
            () => Point.Text($"Momentum breaks at turns, and its holdings went {lost:0.0%} against it in a week."),
            (word, 4)
        );
    }

    private static Point? Crowding(ClaimFacts facts)
    {
        var strength = facts.MeanOf(Feature.Rsi14);
        return facts.Net <= 0
            ? null
            : Made(
                Point.Ramp(strength, 60, 80),
                facts,
                () => Point.Text($"A crowded trend: what it would buy stands at a mean RSI of {strength:0}."),
                (ClaimFacts.Mean + "rsi_14", 1)
            );
    }

    private static Point? OneMarket(ClaimFacts facts) =>
        Made(
            Point.Ramp(facts.Of(Claim.Portfolio, "mean_correlation"), 0.3, 0.7),
            facts,
            () => "Shares move as one, so that winners and losers turn together.",
            ("mean_correlation", 2)
        );

    private static Point? StrongTrend(ClaimFacts facts)
    {
        var strength = facts.Of(Claim.Portfolio, "trend_strength");
        return Made(
            Point.Ramp(strength, 0.3, 0.9),
            facts,
            () => Point.Text($"The market trends with a strength of {strength:0.00}: what has moved may go on moving."),
            ("trend_strength", 2)
        );
    }

    private static Point? NewsExplains(ClaimFacts facts) =>
        Made(
            Point.Ramp(facts.MeanOf(Feature.SentConf), 0.1, 0.6),
            facts,
            () => "News stands behind the moves that it wants to fade.",
            (ClaimFacts.Mean + "sent_conf", 2)
        );

    private static Point? ThinVolume(ClaimFacts facts)
    {
        var ratio = facts.MeanOf(Feature.VolumeRatio);
        return Made(
            Point.Ramp(ratio, 2, 1),
            facts,
            () => Point.Text($"The move comes on {ratio:0.0} times the usual volume only: too thin to last."),
            (ClaimFacts.Mean + "volume_ratio", 2)
        );
    }

    private static Point? OldNews(ClaimFacts facts)
    {
        var hours = facts.MeanOf(Feature.NewsAge);
        return Made(
            Point.Ramp(hours, 6, 48),
            facts,
            () => Point.Text($"Its news is {hours:0} hours old on average and long in the price."),
            (ClaimFacts.Mean + "news_age", 1)
        );
    }

    private static Point? RisingFear(ClaimFacts facts)
    {
        var rise = facts.Of(Claim.Portfolio, "vix_change_5");
        return Made(
            Point.Ramp(rise, 0, 0.3),
            facts,
            () => Point.Text($"The VIX rose {rise:0%} in five sessions, and last month's volatility says too little."),
            ("vix_change_5", 3)
        );
    }

    private static Point? Stress(ClaimFacts facts) =>
        Made(
            Point.Ramp(facts.Of(Claim.Portfolio, "financial_stress"), 0, 0.6),
            facts,
            () => "Carry is lost in stress, and financial stress is above its usual level.",
            ("financial_stress", 2)
        );

    private static Point? MomentumMarket(ClaimFacts facts) =>
        Made(
            Point.Ramp(facts.Of(Claim.Portfolio, "trend_strength"), 0.3, 0.9),
            facts,
            () => "Value lags while the market follows its trend.",
            ("trend_strength", 2)
        );

    private static Point? Cost(ClaimFacts facts)
    {
        if (double.IsNaN(facts.RoundTripCost))
            return null;
        var share = facts.ExpectedReturn > 0 ? facts.RoundTripCost / facts.ExpectedReturn : 1;
        return Made(
            Point.Ramp(share, 0, 1),
            facts,
            () =>
                Point.Text(
                    $"To trade it in and out costs {facts.RoundTripCost:0.00%} of its capital for an expected {facts.ExpectedReturn:0.00%}."
                ),
            ("round_trip_cost", 6),
            ("expected_return", 6)
        );
    }

    private static Point? Concentration(ClaimFacts facts)
    {
        var top = facts.Of(Claim.Portfolio, "top_weight");
        return Made(
            Point.Ramp(top / facts.Gross, 0.025, 0.25),
            facts,
            () =>
                Point.Text(
                    $"It rests on {facts.Proposal.Names} names, the largest {top / facts.Gross:0%} of its book."
                ),
            ("names", 0),
            ("top_weight", 4)
        );
    }

    private static Point? Drawdown(ClaimFacts facts)
    {
        var drawdown = facts.Of(Claim.Portfolio, "shadow_drawdown");
        return Made(
            Point.Ramp(drawdown, 0, DrawdownScore.WorstDrawdown),
            facts,
            () => Point.Text($"Its own book on paper is {drawdown:0.0%} below its peak."),
            ("shadow_drawdown", 4)
        );
    }

    /// <summary>Null when the strength is nothing or unknown: no claim is made of what isn't there.</summary>
    private static Point? Made(
        double strength,
        ClaimFacts facts,
        Func<string> sentence,
        params ReadOnlySpan<(string Word, int Decimals)> quotes
    )
    {
        if (!(strength > 0))
            return null;
        var claims = new Claim[quotes.Length];
        for (var i = 0; i < claims.Length; i++)
            claims[i] = Point.Quote(facts, quotes[i].Word, quotes[i].Decimals);
        return new Point(strength, claims, sentence());
    }
}
