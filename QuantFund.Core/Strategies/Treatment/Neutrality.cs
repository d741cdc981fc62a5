using QuantFund.Core.Domain.Instruments;

namespace QuantFund.Core.Strategies.Treatment;

/// <summary>
/// Dollar and sector neutrality: the larger side is scaled down, first within each sector that has at least 6 shares
/// with a price, then in total. A sector with names on one side only is left with none. Source: STRATEGIES, section C.
/// </summary>
public static class Neutrality
{
    public const int LeastSharesInSector = 6;

    /// <param name="weights">Changed in place.</param>
    /// <param name="rows">Those that are held.</param>
    /// <param name="universe">Whose sectors.</param>
    /// <param name="sharesBySector">Shares with a price in each of them.</param>
    public static void Restore(
        Span<double> weights,
        ReadOnlySpan<int> rows,
        Universe universe,
        ReadOnlySpan<int> sharesBySector
    )
    {
        for (var sector = 0; sector < universe.Sectors.Count; sector++)
            if (sharesBySector[sector] >= LeastSharesInSector)
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
