using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Features.Daily;

namespace QuantFund.Core.Features;

/// <summary>
/// s_score of every share: <see cref="ResidualScore"/> against SPY and its sector's fund; where the fund is missing SPY stands
/// alone, and without SPY nothing has a score.
/// </summary>
internal static class ResidualColumn
{
    public static void Fill(FeatureTable table, Action<int, Action<int>> forEachRow)
    {
        var spy = table.Universe.IndexOf(SectorFunds.Market);
        if (spy < 0 || !table.Returns.Has(spy, ResidualScore.Sessions))
            return;
        var market = ResidualScore.Factor(table.Returns.Last(spy, ResidualScore.Sessions), []);
        var sectors = SectorFactors(table, market);
        forEachRow(
            table.Count,
            row =>
            {
                if (table.Universe[row].Kind == InstrumentKind.Share && table.Returns.Has(row, ResidualScore.Sessions))
                    table.Column(Feature.SScore)[row] = ResidualScore.Of(
                        table.Returns.Last(row, ResidualScore.Sessions),
                        market,
                        sectors[table.Universe.SectorOfRow[row]]
                    );
            }
        );
    }

    private static double[][] SectorFactors(FeatureTable table, double[] market)
    {
        var factors = new double[table.Universe.Sectors.Count][];
        for (var sector = 0; sector < factors.Length; sector++)
        {
            var fund = SectorFunds.Of(table.Universe.Sectors[sector]) is { } symbol
                ? table.Universe.IndexOf(symbol)
                : -1;
            factors[sector] =
                fund >= 0 && table.Returns.Has(fund, ResidualScore.Sessions)
                    ? ResidualScore.Factor(table.Returns.Last(fund, ResidualScore.Sessions), market)
                    : [];
        }
        return factors;
    }
}
