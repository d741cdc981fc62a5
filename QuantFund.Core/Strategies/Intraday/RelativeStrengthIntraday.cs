using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Features;
using QuantFund.Core.Statistics;

namespace QuantFund.Core.Strategies.Intraday;

/// <summary>
/// Within the sectors that lead and lag the session, shares that stand out go on: among the shares of the top three and the
/// bottom three sectors by session_ret (the sector's fund's, or the mean of its shares' where the fund did not trade), the
/// cross-section z-score of rel_strength, clipped to ±2, over 2, where |rel_strength| &gt; 0.5%. At least 10 such shares.
/// With six sectors or fewer all take part. Source: sector rotation, STRATEGIES, section C.
/// </summary>
public sealed class RelativeStrengthIntraday : IStrategy
{
    public const int SectorsPerSide = 3;
    public const double LeastStrength = 0.005;
    public const double MostScore = 2;
    public const int LeastNames = 10;

    public StrategyProfile Profile { get; } =
        new(
            new StrategyId("relative-strength-intraday"),
            StrategyCategory.Intraday,
            StrategyFamily.Momentum,
            Horizon.Minutes(60),
            PriorIc: 0.04,
            Neutral: false,
            "STRATEGIES, section C"
        )
        {
            Reads = [Feature.RelStrength, Feature.SessionRet],
        };

    public void Opine(StrategyContext context, Opinions opinions)
    {
        if (!MaySpeak.Intraday(context, opinions))
            return;
        var features = context.Features;
        var taking = Extremes(SectorReturns(features));
        var strength = features[Feature.RelStrength];
        var sectorOf = features.Universe.SectorOfRow;
        var rows = new List<int>(opinions.Count);
        var values = new List<double>(opinions.Count);
        for (var row = 0; row < opinions.Count; row++)
        {
            if (!MaySpeak.IsShare(context, row, opinions))
                continue;
            if (double.IsNaN(strength[row]))
                opinions.Abstain(row, Lack.OfSession(features, row, Feature.RelStrength));
            else if (taking[sectorOf[row]])
            {
                rows.Add(row);
                values.Add(strength[row]);
            }
            else
                opinions.Abstain(row, Abstention.SectorInTheMiddle);
        }
        Opine(rows, [.. values], opinions);
    }

    private static void Opine(List<int> rows, ReadOnlySpan<double> strengths, Opinions opinions)
    {
        var (mean, deviation) = (Moments.Mean(strengths), Moments.SampleDeviation(strengths));
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows.Count < LeastNames)
                opinions.Abstain(rows[i], Abstention.TooFewNames);
            else if (Tolerance.Above(Math.Abs(strengths[i]), LeastStrength) && deviation > 0)
                opinions.View(
                    rows[i],
                    Math.Clamp((strengths[i] - mean) / deviation, -MostScore, MostScore) / MostScore
                );
        }
    }

    /// <summary>Which of the sectors are among the three best or the three worst; a sector of unknown return is not. Equal returns: the earlier sector counts as the better.</summary>
    public static bool[] Extremes(ReadOnlySpan<double> returns)
    {
        var order = new List<int>(returns.Length);
        for (var sector = 0; sector < returns.Length; sector++)
        {
            if (double.IsNaN(returns[sector]))
                continue;
            var at = order.Count;
            while (at > 0 && returns[order[at - 1]] < returns[sector])
                at--;
            order.Insert(at, sector);
        }
        var extremes = new bool[returns.Length];
        for (var i = 0; i < order.Count; i++)
            extremes[order[i]] = i < SectorsPerSide || i >= order.Count - SectorsPerSide;
        return extremes;
    }

    private static double[] SectorReturns(FeatureTable features)
    {
        var universe = features.Universe;
        var session = features[Feature.SessionRet];
        var returns = new double[universe.Sectors.Count];
        var counts = new int[returns.Length];
        for (var row = 0; row < features.Count; row++)
        {
            if (universe[row].Kind != InstrumentKind.Share || double.IsNaN(session[row]))
                continue;
            returns[universe.SectorOfRow[row]] += session[row];
            counts[universe.SectorOfRow[row]]++;
        }
        for (var sector = 0; sector < returns.Length; sector++)
        {
            var fund = SectorFunds.Of(universe.Sectors[sector]) is { } symbol ? universe.IndexOf(symbol) : -1;
            returns[sector] =
                counts[sector] == 0 ? double.NaN
                : fund >= 0 && !double.IsNaN(session[fund]) ? session[fund]
                : returns[sector] / counts[sector];
        }
        return returns;
    }
}
