using System.Numerics.Tensors;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Statistics;

namespace QuantFund.Core.Features.Market;

/// <summary>
/// Mean of all pairwise 63-day correlations of the universe's shares. With each name's returns centred and scaled to length
/// one, the sum of all entries of the correlation matrix is the squared length of their sum: no pair is ever formed.
/// NaN under two names with 63 returns. Source: STRATEGIES, section B.
/// </summary>
public static class MeanCorrelation
{
    public const int Sessions = 63;

    public static double Of(ReturnPanel returns, Universe universe)
    {
        Span<double> sum = stackalloc double[Sessions];
        Span<double> run = stackalloc double[Sessions];
        sum.Clear();
        var names = 0;
        for (var row = 0; row < returns.Symbols; row++)
        {
            if (universe[row].Kind != InstrumentKind.Share || !returns.Has(row, Sessions))
                continue;
            var last = returns.Last(row, Sessions);
            TensorPrimitives.Subtract(last, Moments.Mean(last), run);
            var length = TensorPrimitives.Norm<double>(run);
            if (!(length > 0))
                continue;
            TensorPrimitives.MultiplyAdd(run, 1 / length, sum, sum);
            names++;
        }
        return names < 2
            ? double.NaN
            : (TensorPrimitives.SumOfSquares<double>(sum) - names) / ((double)names * (names - 1));
    }
}
