using QuantFund.Core.Statistics;

namespace QuantFund.Core.Risk.Limits;

/// <summary>No sector above 30% of equity gross (seed): all its names shrink alike.</summary>
public sealed class SectorLimit : ILimit
{
    public string Name => "sectorGross";

    public LimitUse Measure(ReadOnlySpan<double> weights, RiskContext context)
    {
        var gross = GrossBySector(weights, context);
        var largest = 0;
        for (var sector = 1; sector < gross.Length; sector++)
            if (gross[sector] > gross[largest])
                largest = sector;
        return gross.Length == 0
            ? new LimitUse(Name, "portfolio", context.Options.MaxSectorGrossFraction, 0)
            : new LimitUse(
                Name,
                context.Universe.Sectors[largest].Name,
                context.Options.MaxSectorGrossFraction,
                gross[largest]
            );
    }

    public void Apply(Span<double> weights, RiskContext context, ICollection<Clamp> clamps)
    {
        var gross = GrossBySector(weights, context);
        var most = context.Options.MaxSectorGrossFraction;
        for (var sector = 0; sector < gross.Length; sector++)
            if (Tolerance.Above(gross[sector], most))
                clamps.Add(new Clamp(Name, context.Universe.Sectors[sector].Name, gross[sector], most));
        var sectorOf = context.Universe.SectorOfRow;
        for (var row = 0; row < weights.Length; row++)
            if (Tolerance.Above(gross[sectorOf[row]], most))
                weights[row] *= most / gross[sectorOf[row]];
    }

    private static double[] GrossBySector(ReadOnlySpan<double> weights, RiskContext context)
    {
        var gross = new double[context.Universe.Sectors.Count];
        var sectorOf = context.Universe.SectorOfRow;
        for (var row = 0; row < weights.Length; row++)
            gross[sectorOf[row]] += Math.Abs(weights[row]);
        return gross;
    }
}
