using AwesomeAssertions;
using AwesomeAssertions.Numeric;

namespace QuantFund.Core.Tests;

internal static class NumberAssertions
{
    /// <summary>Equal to twelve digits, NaN being equal to NaN.</summary>
    public static void BeApproximatelyOrNaN(this NumericAssertions<double> assertions, double expected)
    {
        if (double.IsNaN(expected))
            assertions.Be(double.NaN);
        else
            assertions.BeApproximately(expected, 1e-12);
    }
}
