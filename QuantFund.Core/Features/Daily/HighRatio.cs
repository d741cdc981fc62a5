using System.Numerics.Tensors;

namespace QuantFund.Core.Features.Daily;

/// <summary>high_252 = C_t / the highest of the last 252 highs, in (0, 1]. Warm-up 252 sessions; NaN before. Source: STRATEGIES, section B.</summary>
public static class HighRatio
{
    public static double Of(ReadOnlySpan<double> closes, ReadOnlySpan<double> highs, int sessions) =>
        closes.Length >= sessions ? closes[^1] / TensorPrimitives.Max(highs[^sessions..]) : double.NaN;
}
