using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Features;

namespace QuantFund.Core.Strategies.LongShort;

/// <summary>
/// The past year's winners against its losers, within each sector: ranked by mom_12_1 (mom_6_1 for a share with less
/// history), the top fifth long, the bottom fifth short. Dollar- and sector-neutral. Shares only.
/// Source: Asness, Moskowitz and Pedersen 2013.
/// </summary>
public sealed class CrossSectionMomentumLongShort : IStrategy
{
    public StrategyProfile Profile { get; } =
        new(
            new StrategyId("cs-momentum-ls"),
            StrategyCategory.LongShort,
            StrategyFamily.Momentum,
            Horizon.Days(21),
            PriorIc: 0.03,
            Neutral: true,
            "Asness, Moskowitz, Pedersen 2013"
        )
        {
            Reads = [Feature.Mom12To1, Feature.Mom6To1],
        };

    public void Opine(StrategyContext context, Opinions opinions)
    {
        if (!MaySpeak.Daily(context, opinions))
            return;
        var year = context.Features[Feature.Mom12To1];
        var half = context.Features[Feature.Mom6To1];
        var values = new double[opinions.Count];
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = double.NaN;
            if (!MaySpeak.IsShare(context, row, opinions))
                continue;
            values[row] = double.IsNaN(year[row]) ? half[row] : year[row];
            if (double.IsNaN(values[row]))
                opinions.Abstain(row, Lack.OfReturn(context.Features, row));
        }
        SectorRanks.Opine(values, context.Features.Universe, opinions);
    }
}
