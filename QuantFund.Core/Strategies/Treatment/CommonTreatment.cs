using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Features;

namespace QuantFund.Core.Strategies.Treatment;

/// <summary>
/// What every strategy's opinions go through, the same for all: held opinions, what can be sized and shorted, sentiment
/// tilt, choice and sizes, expected returns; and the opinions that the next cycle will hold.
/// </summary>
public static class CommonTreatment
{
    public static (Proposal Proposal, IReadOnlyList<OpenOpinion> Open) Apply(
        StrategyProfile profile,
        double ic,
        Opinions opinions,
        StrategyContext context,
        ReadOnlySpan<double> living,
        IReadOnlyList<OpenOpinion> open,
        CycleId cycle
    )
    {
        var features = context.Features;
        HeldOpinions.Keep(living, opinions);
        DropUnfit(opinions, context);
        var tilted =
            profile.Family == StrategyFamily.Sentiment
                ? opinions.Convictions.ToArray()
                : SentimentTilt.Apply(opinions.Convictions, features);
        if (profile.Fades)
            HeldOpinions.Fade(tilted, profile, opinions, living, open, features);
        var (weights, volatility) = Sizing.Size(tilted, features, profile.Neutral, opinions.Exposure);
        var proposal = new Proposal(
            profile,
            ic,
            tilted,
            opinions.Reasons.ToArray(),
            opinions.Silence,
            weights,
            ExpectedReturn.Column(ic, profile.Horizon, tilted, weights, features),
            volatility
        )
        {
            HorizonSessions = ExpectedReturn.SessionsOf(profile.Horizon, features),
        };
        return (proposal, NextOpen(opinions.Convictions, features, living, weights, open, cycle));
    }

    private static void DropUnfit(Opinions opinions, StrategyContext context)
    {
        for (var row = 0; row < opinions.Count; row++)
        {
            if (context.Features.DoubtOf(row) is not null && opinions.Silence is null)
                opinions.Abstain(row, Abstention.PriceInDoubt);
            var conviction = opinions.Convictions[row];
            if (double.IsNaN(conviction))
                continue;
            if (!Sizing.CanSize(context.Features, row))
                opinions.Abstain(row, Lack.OfSize(context.Features, row));
            else if (conviction < 0 && !context.Shortable.Span[row])
                opinions.Abstain(row, context.ShortingAllowed ? Abstention.NotShortable : Abstention.ShortingOff);
        }
    }

    private static List<OpenOpinion> NextOpen(
        ReadOnlySpan<double> convictions,
        FeatureTable features,
        ReadOnlySpan<double> living,
        ReadOnlySpan<double> weights,
        IReadOnlyList<OpenOpinion> open,
        CycleId cycle
    )
    {
        var next = new List<OpenOpinion>();
        foreach (var opinion in open)
        {
            var row = features.Universe.IndexOf(opinion.Symbol);
            // A held opinion that this cycle can't size, for want of data, waits until it can.
            var waits = row >= 0 && !double.IsNaN(living[row]) && !Sizing.CanSize(features, row);
            var lives = row >= 0 && weights[row] != 0 && living[row].Equals(convictions[row]);
            if (waits || lives)
                next.Add(opinion);
        }
        for (var row = 0; row < weights.Length; row++)
            if (weights[row] != 0 && !living[row].Equals(convictions[row]))
                next.Add(
                    new OpenOpinion(
                        features.Universe[row].Symbol,
                        convictions[row],
                        features.AsOf,
                        features.Sessions[^1],
                        features.ReturnsSinceClose[row],
                        cycle
                    )
                );
        return next;
    }
}
