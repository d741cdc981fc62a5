namespace QuantFund.Core.Simulation.Synthetic;

/// <summary>
/// How a usual session spreads variance and volume over its 26 quarter hours: both high at the open and, volume above
/// all, at the close (the U shape; Admati, Pfleiderer 1988). Each sums to one over a full session.
/// </summary>
internal static class DayShape
{
    /// <summary>Share of a session's variance that comes overnight.</summary>
    public const double Overnight = .22;

    public static readonly double[] Variance = Normalised(x => .65 + (2.2 * Power(1 - x, 6)) + (.35 * Power(x, 8)));

    public static readonly double[] Volume = Normalised(x => .60 + (1.9 * Power(1 - x, 5)) + (1.8 * Power(x, 12)));

    private static double[] Normalised(Func<double, double> shape)
    {
        var values = new double[SessionBars.Slots];
        var sum = 0.0;
        for (var slot = 0; slot < values.Length; slot++)
        {
            values[slot] = shape(slot / (double)(values.Length - 1));
            sum += values[slot];
        }
        for (var slot = 0; slot < values.Length; slot++)
            values[slot] /= sum;
        return values;
    }

    private static double Power(double x, int exponent)
    {
        var result = 1.0;
        for (var i = 0; i < exponent; i++)
            result *= x;
        return result;
    }
}
