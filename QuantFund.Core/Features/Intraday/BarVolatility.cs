using System.Numerics.Tensors;

namespace QuantFund.Core.Features.Intraday;

/// <summary>
/// sigma_15m: sample standard deviation of the 15-minute returns of the 20 sessions before today, a fraction; each
/// session's first return counts from its open, no return spans a night. A session in which the symbol did not trade is
/// left out; warm-up 10 sessions, NaN before. Source: STRATEGIES, section B.
/// </summary>
public static class BarVolatility
{
    public const int Sessions = 20;
    public const int LeastSessions = 10;

    /// <param name="opens">The cells of the sessions before today, oldest first.</param>
    /// <param name="closes">The same cells.</param>
    /// <param name="barsPerSession">Cells a session.</param>
    public static double Of(ReadOnlySpan<double> opens, ReadOnlySpan<double> closes, int barsPerSession)
    {
        double sum = 0,
            squares = 0;
        int count = 0,
            sessions = 0;
        Span<double> from = stackalloc double[barsPerSession];
        Span<double> changes = stackalloc double[barsPerSession];
        for (var start = 0; start < closes.Length; start += barsPerSession)
        {
            var session = closes.Slice(start, barsPerSession);
            // A sum with a missing value in it is missing: the rule is a session with all its bars.
            if (!double.IsNaN(TensorPrimitives.Sum(session)))
            {
                from[0] = opens[start];
                session[..^1].CopyTo(from[1..]);
                TensorPrimitives.Subtract(session, from, changes);
                TensorPrimitives.Divide(changes, from, changes);
                sum += TensorPrimitives.Sum<double>(changes);
                squares += TensorPrimitives.SumOfSquares<double>(changes);
                count += barsPerSession;
                sessions++;
                continue;
            }
            var before = double.NaN;
            for (var i = start; i < start + barsPerSession; i++)
            {
                var close = closes[i];
                if (double.IsNaN(close))
                    continue;
                if (double.IsNaN(before))
                {
                    before = opens[i];
                    sessions++;
                }
                var change = (close - before) / before;
                before = close;
                sum += change;
                squares += change * change;
                count++;
            }
        }
        // One pass is enough: 15-minute returns have a mean near zero, so that nothing cancels.
        return sessions >= LeastSessions && count > 1
            ? Math.Sqrt(Math.Max(0, squares - (sum * sum / count)) / (count - 1))
            : double.NaN;
    }
}
