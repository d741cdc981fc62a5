using QuantFund.Core.Features;

namespace QuantFund.Core.Strategies.Treatment;

/// <summary>
/// An opinion keeps its conviction within its horizon, unless its sign flips or a rule of its strategy ends it.
/// Source: STRATEGIES, section C.
/// </summary>
public static class HeldOpinions
{
    /// <summary>Every conviction held, NaN elsewhere; and the same with only those still within their horizon.</summary>
    public static (double[] Held, double[] Living) Columns(
        StrategyProfile profile,
        IReadOnlyList<OpenOpinion> open,
        FeatureTable features,
        Domain.Calendar.Session session
    )
    {
        var held = new double[features.Count];
        Array.Fill(held, double.NaN);
        var living = held.ToArray();
        foreach (var opinion in open)
        {
            var row = features.Universe.IndexOf(opinion.Symbol);
            if (row < 0)
                continue;
            held[row] = opinion.Conviction;
            if (!profile.Horizon.HasPassed(opinion.OpenedAt, opinion.After, features.AsOf, session, features.Sessions))
                living[row] = opinion.Conviction;
        }
        return (held, living);
    }

    /// <summary>Shrinks what is held by the share of its horizon that has passed: × (1 − sessions since/horizon).</summary>
    public static void Fade(
        Span<double> convictions,
        StrategyProfile profile,
        Opinions opinions,
        ReadOnlySpan<double> living,
        IReadOnlyList<OpenOpinion> open,
        FeatureTable features
    )
    {
        foreach (var opinion in open)
        {
            var row = features.Universe.IndexOf(opinion.Symbol);
            if (row >= 0 && living[row].Equals(opinions.Convictions[row]))
                convictions[row] *=
                    1 - ((double)Horizon.SessionsSince(features.Sessions, opinion.After) / profile.Horizon.Sessions);
        }
    }

    /// <summary>Puts the held convictions over the new ones where they still stand.</summary>
    public static void Keep(ReadOnlySpan<double> living, Opinions opinions)
    {
        for (var row = 0; row < living.Length; row++)
        {
            if (double.IsNaN(living[row]))
                continue;
            var fresh = opinions.Convictions[row];
            var stands = double.IsNaN(fresh)
                ? !opinions.Reasons[row].EndsOpinion()
                : Math.Sign(fresh) == Math.Sign(living[row]);
            if (stands)
                opinions.View(row, living[row]);
        }
    }
}
