namespace QuantFund.Core.Tests.Learning;

/// <summary>Numbers of chance that are the same every time.</summary>
internal static class Seeded
{
    /// <summary>A standard normal number (Box and Muller 1958).</summary>
    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
