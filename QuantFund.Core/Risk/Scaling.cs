using System.Numerics.Tensors;

namespace QuantFund.Core.Risk;

internal static class Scaling
{
    /// <summary>Multiplies every weight by a factor of at most 1.</summary>
    public static void All(Span<double> weights, double factor) =>
        TensorPrimitives.Multiply(weights, Math.Min(1, factor), weights);
}
