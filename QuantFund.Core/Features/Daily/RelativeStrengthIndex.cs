using System.Numerics.Tensors;

namespace QuantFund.Core.Features.Daily;

/// <summary>
/// rsi_14 = 100 − 100/(1 + U/D), in [0, 100]: U and D are Wilder's averages of rises and falls, seeded by the plain mean of
/// the first 14 changes of the history given, then avg ← (13·avg + x)/14. Warm-up 15 sessions; NaN before and when the
/// closes never moved. Source: Wilder 1978.
/// </summary>
public static class RelativeStrengthIndex
{
    public static double Of(ReadOnlySpan<double> closes, int period)
    {
        if (closes.Length <= period)
            return double.NaN;
        var count = closes.Length - 1;
        Span<double> changes = count <= 512 ? stackalloc double[count] : new double[count];
        TensorPrimitives.Subtract(closes[1..], closes[..^1], changes);
        // U − D is the average of the changes, U + D that of their sizes.
        var net = WilderAverage.Of(changes, period);
        TensorPrimitives.Abs(changes, changes);
        var moved = WilderAverage.Of(changes, period);
        return moved > 0 ? 50 * (1 + (net / moved)) : double.NaN;
    }
}
