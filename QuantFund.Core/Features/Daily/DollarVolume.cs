using System.Numerics.Tensors;

namespace QuantFund.Core.Features.Daily;

/// <summary>adv_21 = mean of close × volume over the last 21 sessions, dollars a session. Warm-up 21 sessions; NaN before. Source: STRATEGIES, section B.</summary>
public static class DollarVolume
{
    public static double Average(ReadOnlySpan<double> closes, ReadOnlySpan<double> volumes, int sessions) =>
        closes.Length >= sessions
            ? TensorPrimitives.Dot(closes[^sessions..], volumes[^sessions..]) / sessions
            : double.NaN;
}
