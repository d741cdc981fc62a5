using QuantFund.Core.Domain;

namespace QuantFund.Core.Strategies.Treatment;

/// <summary>
/// Dollar and sector neutrality: the larger side is scaled down, first within each sector that has at least 6 shares in the
/// universe, then in total. A sector with names on one side only is left with none. Source: STRATEGIES, section C.
/// </summary>
public static class Neutrality
{
    public const int LeastSharesInSector = 6;

    public static void Restore(Span<double> weights, ReadOnlySpan<int> rows, Universe universe)
    {
        for (var sector = 0; sector < universe.Sectors.Count; sector++)
            if (universe.SharesBySector[sector] >= LeastSharesInSector)
                Balance(weights, rows, universe.SectorOfRow, sector);
        Balance(weights, rows, universe.SectorOfRow, sector: -1);
    }

    private static void Balance(Span<double> weights, ReadOnlySpan<int> rows, ReadOnlySpan<int> sectors, int sector)
    {
        double longs = 0,
            shorts = 0;
        foreach (var row in rows)
        {
            if (sector >= 0 && sectors[row] != sector)
                continue;
            longs += Math.Max(weights[row], 0);
            shorts -= Math.Min(weights[row], 0);
        }
        var smaller = Math.Min(longs, shorts);
        foreach (var row in rows)
        {
            if ((sector >= 0 && sectors[row] != sector) || weights[row] == 0)
                continue;
            var side = weights[row] > 0 ? longs : shorts;
            if (side > smaller)
                weights[row] *= smaller / side;
        }
    }
}
