using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Statistics;

namespace QuantFund.Core.Strategies.LongShort;

/// <summary>
/// Ranks within each sector, as convictions: the top fifth of a sector's names long, from 1/k for the last to 1 for the best
/// of k = ⌊n/5⌋, the bottom fifth short by mirror, nothing between. A sector of fewer than five names has no fifth.
/// </summary>
public static class SectorRanks
{
    public const double Fraction = 0.2;

    /// <param name="values">One a row; NaN = not ranked.</param>
    /// <param name="universe">Whose sectors.</param>
    /// <param name="opinions">Where the convictions go; ranked names between the fifths have no signal.</param>
    public static void Opine(ReadOnlySpan<double> values, Universe universe, Opinions opinions)
    {
        var rows = new List<int>();
        for (var sector = 0; sector < universe.Sectors.Count; sector++)
        {
            rows.Clear();
            for (var row = 0; row < values.Length; row++)
                if (universe.SectorOfRow[row] == sector && !double.IsNaN(values[row]))
                    rows.Add(row);
            if ((int)(rows.Count * Fraction) == 0)
            {
                foreach (var row in rows)
                    opinions.Abstain(row, Abstention.TooFewNames);
                continue;
            }
            var ranked = new double[rows.Count];
            for (var i = 0; i < ranked.Length; i++)
                ranked[i] = values[rows[i]];
            var ranks = Ranks.Of(ranked);
            for (var i = 0; i < ranks.Length; i++)
                opinions.View(rows[i], Conviction(ranks[i], ranks.Length));
        }
    }

    /// <summary>Rank 1 is the lowest of <paramref name="names"/>.</summary>
    public static double Conviction(double rank, int names)
    {
        var side = Tolerance.Whole(names * Fraction);
        if (side == 0)
            return 0;
        var above = (rank - (names - side)) / side;
        var below = (side + 1 - rank) / side;
        return above > 0 ? above
            : below > 0 ? -below
            : 0;
    }
}
