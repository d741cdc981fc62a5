namespace QuantFund.Core.Features.Daily;

/// <summary>
/// ret_k = C_t/C_{t−k} − 1, a fraction, over the symbol's own last k + 1 adjusted closes. Warm-up k + 1 sessions; NaN before.
/// Source: STRATEGIES, section B.
/// </summary>
public static class SimpleReturn
{
    public static double Over(ReadOnlySpan<double> closes, int sessions) =>
        closes.Length > sessions ? (closes[^1] / closes[^(sessions + 1)]) - 1 : double.NaN;
}
