namespace QuantFund.Core.Risk;

/// <summary>Longs and shorts of a book, both positive fractions of equity, positions outside the universe included.</summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
public readonly record struct Exposure(double Long, double Short)
{
    public double Gross => Long + Short;

    public double Net => Long - Short;

    public static Exposure Of(ReadOnlySpan<double> weights, RiskContext context)
    {
        double longs = context.OutsideLong,
            shorts = context.OutsideShort;
        foreach (var weight in weights)
        {
            longs += Math.Max(weight, 0);
            shorts -= Math.Min(weight, 0);
        }
        return new Exposure(longs, shorts);
    }

    /// <summary>
    /// Scales the longs (sign 1), the shorts (−1) or all (0) of the universe so that <paramref name="excess"/> of them goes.
    /// </summary>
    internal static void Shed(Span<double> weights, int sign, double excess)
    {
        var sum = 0.0;
        foreach (var weight in weights)
            if (sign == 0 || Math.Sign(weight) == sign)
                sum += Math.Abs(weight);
        if (!(sum > 0))
            return;
        var factor = Math.Max(0, 1 - (excess / sum));
        for (var row = 0; row < weights.Length; row++)
            if (sign == 0 || Math.Sign(weights[row]) == sign)
                weights[row] *= factor;
    }
}
