namespace QuantFund.Core.Statistics;

/// <summary>1/(1 + e^−x): any real number to (0, 1), 0 to one half.</summary>
public static class Logistic
{
    public static double Of(double x) => 1 / (1 + Math.Exp(-x));
}
