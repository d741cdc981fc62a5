namespace QuantFund.Core.Features.Daily;

/// <summary>
/// rsi_14 = 100 − 100/(1 + U/D), in [0, 100]: U and D are Wilder's averages of rises and falls, seeded by the plain mean of
/// the first 14 changes of the history given, then avg ← (13·avg + x)/14. Warm-up 15 sessions; NaN before and when the
/// closes never moved. Source: Wilder 1978.
/// </summary>
public static class RelativeStrengthIndex
{
    public static double Of(ReadOnlySpan<double> closes, int period)
    {
        if (closes.Length <= period)
            return double.NaN;
        double up = 0,
            down = 0;
        for (var i = 1; i <= period; i++)
        {
            var change = closes[i] - closes[i - 1];
            up += Math.Max(change, 0);
            down += Math.Max(-change, 0);
        }
        // (13·avg + x)/14 = avg + (x − avg)/14: no division in the chain from bar to bar.
        var share = 1.0 / period;
        up *= share;
        down *= share;
        for (var i = period + 1; i < closes.Length; i++)
        {
            var change = closes[i] - closes[i - 1];
            up += (Math.Max(change, 0) - up) * share;
            down += (Math.Max(-change, 0) - down) * share;
        }
        return up + down > 0 ? 100 * up / (up + down) : double.NaN;
    }
}
