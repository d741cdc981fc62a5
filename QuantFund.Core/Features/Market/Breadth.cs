using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Statistics;

namespace QuantFund.Core.Features.Market;

/// <summary>Share of the universe's shares whose last close lies above their sma_50, 0 to 1; NaN when none has one. Source: STRATEGIES, section B.</summary>
public static class Breadth
{
    public static double Of(ReadOnlySpan<double> closes, ReadOnlySpan<double> averages, Universe universe)
    {
        int above = 0,
            counted = 0;
        for (var row = 0; row < closes.Length; row++)
        {
            if (universe[row].Kind != InstrumentKind.Share || double.IsNaN(averages[row]))
                continue;
            counted++;
            if (Tolerance.Above(closes[row] / averages[row], 1))
                above++;
        }
        return counted > 0 ? (double)above / counted : double.NaN;
    }
}
