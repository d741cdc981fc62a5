using QuantFund.Core.Features;
using QuantFund.Core.Statistics;

namespace QuantFund.Core.Strategies.Treatment;

/// <summary>
/// Weights ∝ conviction/max(vol_21, vol_63/2, .05) of the strongest names, none above max(10%, 2/n) of their gross; for neutral strategies dollar and sector neutrality are restored
/// after the division by volatility; scaled to a gross of 1, then down until the proposal's own forecast volatility is at
/// most 12% a year; a strategy that wants less exposure as a whole gets that share of it. Source: STRATEGIES, section C.
/// </summary>
public static class Sizing
{
    public const double MaxGross = 1.0;
    public const double MaxVolatility = 0.12;

    /// <summary>Of a proposal's gross, in one name; more where fewer than 20 names are held.</summary>
    public const double MostOfGross = 0.10;

    /// <summary>A fraction a year; a name that moves less is held as if it moved this much.</summary>
    public const double LeastVolatility = 0.05;

    /// <returns>The weights, zero where none is held, and their forecast volatility, a fraction a year.</returns>
    public static (double[] Weights, double Volatility) Size(
        ReadOnlySpan<double> convictions,
        FeatureTable features,
        bool neutral,
        double exposure = 1
    )
    {
        var weights = new double[convictions.Length];
        Span<int> buffer = stackalloc int[Strongest.Names];
        var rows = Choose(convictions, features[Feature.Adv21], neutral, buffer);
        if (rows.IsEmpty)
            return (weights, 0);

        foreach (var row in rows)
            weights[row] = convictions[row] / SizingVolatility(features, row);
        Cap(weights, rows);
        if (neutral)
            Neutrality.Restore(weights, rows, features.Universe, features.PricedSharesBySector());
        var gross = 0.0;
        foreach (var row in rows)
            gross += Math.Abs(weights[row]);
        if (!(gross > 0))
        {
            Array.Clear(weights);
            return (weights, 0);
        }
        Scale(weights, rows, MaxGross / gross);
        var forecast = PortfolioVolatility.ByCovariance(weights, features.Returns);
        if (forecast > MaxVolatility)
        {
            Scale(weights, rows, MaxVolatility / forecast);
            forecast = MaxVolatility;
        }
        if (exposure < 1)
        {
            Scale(weights, rows, exposure);
            forecast *= exposure;
        }
        return (weights, forecast);
    }

    /// <summary>
    /// No name has more than max(10%, 2/n) of the gross of n names: what is above is cut, again while cutting has made the
    /// gross smaller, and the scaling to full gross gives it to all alike.
    /// </summary>
    private static void Cap(Span<double> weights, ReadOnlySpan<int> rows)
    {
        var names = 0;
        foreach (var row in rows)
            names += weights[row] != 0 ? 1 : 0;
        var part = Math.Max(MostOfGross, 2.0 / names);
        for (var cut = names > 2; cut; )
        {
            cut = false;
            var gross = 0.0;
            foreach (var row in rows)
                gross += Math.Abs(weights[row]);
            foreach (var row in rows)
            {
                if (!Tolerance.Above(Math.Abs(weights[row]) / gross, part))
                    continue;
                // What the others have allows it this much: w = part·(w + others).
                var most = part / (1 - part) * (gross - Math.Abs(weights[row]));
                gross += most - Math.Abs(weights[row]);
                weights[row] = Math.CopySign(most, weights[row]);
                cut = true;
            }
        }
    }

    /// <summary>
    /// What a name's weight is divided by: a name that is pinned at a take-over price has hardly any volatility, and would be
    /// half of a strategy; one calm month after a wild one is no calm name.
    /// </summary>
    public static double SizingVolatility(FeatureTable features, int row)
    {
        var quarter = features[Feature.Vol63, row] / 2;
        return Math.Max(Math.Max(features[Feature.Vol21, row], double.IsNaN(quarter) ? 0 : quarter), LeastVolatility);
    }

    /// <summary>A name can be sized when its volatility and the returns behind its covariances are there.</summary>
    public static bool CanSize(FeatureTable features, int row) =>
        features[Feature.Vol21, row] > 0 && features.Returns.Has(row, PortfolioVolatility.Sessions);

    private static ReadOnlySpan<int> Choose(
        ReadOnlySpan<double> convictions,
        ReadOnlySpan<double> liquidity,
        bool neutral,
        Span<int> buffer
    )
    {
        if (!neutral)
            return buffer[..Strongest.Choose(convictions, liquidity, 0, buffer)];
        var longs = Strongest.Choose(convictions, liquidity, 1, buffer[..Strongest.NamesPerSide]);
        var shorts = Strongest.Choose(convictions, liquidity, -1, buffer.Slice(longs, Strongest.NamesPerSide));
        return buffer[..(longs + shorts)];
    }

    private static void Scale(Span<double> weights, ReadOnlySpan<int> rows, double factor)
    {
        foreach (var row in rows)
            weights[row] *= factor;
    }
}
