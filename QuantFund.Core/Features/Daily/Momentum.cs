namespace QuantFund.Core.Features.Daily;

/// <summary>
/// mom_12_1 = C_{t−21}/C_{t−252} − 1 and mom_6_1 = C_{t−21}/C_{t−126} − 1, fractions: the return of the past year (half
/// year) without its last month, which tends to reverse. Warm-up 253 (127) sessions; NaN before.
/// Source: Jegadeesh and Titman 1993.
/// </summary>
public static class Momentum
{
    public const int Skipped = 21;

    public static double Since(ReadOnlySpan<double> closes, int sessions) =>
        closes.Length > sessions ? (closes[^(Skipped + 1)] / closes[^(sessions + 1)]) - 1 : double.NaN;
}
