namespace QuantFund.Core.Strategies;

/// <summary>Mean of the signs of three returns: one of −1, −2/3, …, 1. What every time-series momentum rule asks.</summary>
internal static class SignMean
{
    public static double Of(double first, double second, double third) =>
        (Math.Sign(first) + Math.Sign(second) + Math.Sign(third)) / 3.0;
}
