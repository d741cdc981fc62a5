using QuantFund.Core.Ingestion;

namespace QuantFund.Core.Features;

/// <summary>
/// A jump of a price that its volume does not bear out: an unadjusted split or a bad tick, until somebody explains it.
/// A true crash or a take-over trades far more than usual; a split and a mistyped bar do not.
/// </summary>
/// <param name="Session">Index of the bar that jumps.</param>
/// <param name="Before">The close before it, dollars.</param>
/// <param name="Why">What is seen, for an operator.</param>
public readonly record struct PriceDoubt(int Session, double Before, string Why)
{
    private const double Near = 0.02;
    private const double UnusualVolume = 3;
    private const int VolumeBars = 21;

    // A move below this is never called a bad tick: among 16 true moves above it in five years of 463 names none went back.
    private const double TickMove = 1.35;
    private const double GoneWithin = 0.10;

    // Reverse splits come in any ratio (1:7, 1:30); nothing moves by so much on ordinary volume.
    private const double HugeMove = 2.5;
    private const double HugeRange = 2;

    private static readonly (double Ratio, string Name)[] Splits =
    [
        (1.5, "3:2"),
        (2, "2:1"),
        (3, "3:1"),
        (4, "4:1"),
        (5, "5:1"),
        (10, "10:1"),
        (15, "15:1"),
        (20, "20:1"),
    ];

    /// <summary>The split that a ratio of prices is within 2% of; null = none.</summary>
    public static string? SplitNear(double ratio)
    {
        foreach (var (split, name) in Splits)
            if (Math.Abs((ratio * split) - 1) <= Near || Math.Abs((ratio / split) - 1) <= Near)
                return ratio < 1 ? name : $"{name} reverse";
        return null;
    }

    /// <summary>True for a step between two prices that no market makes without a sign of it in the volume.</summary>
    public static bool IsSuspect(double ratio) =>
        SplitNear(ratio) is not null || ratio >= HugeMove || ratio <= 1 / HugeMove;

    /// <summary>The first unexplained jump of a name within some sessions; null = none.</summary>
    /// <param name="panel">Daily bars.</param>
    /// <param name="row">The name.</param>
    /// <param name="from">First session.</param>
    /// <param name="to">The session after the last.</param>
    public static PriceDoubt? Of(DailyPanel panel, int row, int from, int to)
    {
        var opens = panel.Opens(row);
        var highs = panel.Highs(row);
        var lows = panel.Lows(row);
        var closes = panel.Closes(row);
        var before = -1;
        for (var at = from; at < to; at++)
        {
            if (double.IsNaN(closes[at]))
                continue;
            if (
                before >= 0
                && !IsQuiet(opens[at], highs[at], lows[at], closes[at], closes[before])
                && !panel.IsExplained(row, at)
                && Judge(opens[..to], highs[..to], lows[..to], closes[..to], panel.Volumes(row)[..to], at, before)
                    is { } why
            )
                return new PriceDoubt(
                    at,
                    closes[before],
                    FormattableString.Invariant($"On {panel.Sessions[at]:yyyy-MM-dd} {why}.")
                );
            before = at;
        }
        return null;
    }

    /// <summary>The same over today's bars and the close of the session before; volumes are those of the day so far.</summary>
    /// <param name="panel">15-minute bars, today's session last.</param>
    /// <param name="completed">Bars of today that are complete.</param>
    /// <param name="row">The name.</param>
    public static PriceDoubt? Today(IntradayPanel panel, int completed, int row)
    {
        var today = panel.Sessions.Count - 1;
        var start = today * IntradayPanel.BarsPerSession;
        var opens = panel.Opens(row);
        var closes = panel.Closes(row);
        var before = start - 1;
        while (before >= 0 && double.IsNaN(closes[before]))
            before--;
        for (var at = start; at < start + completed; at++)
        {
            if (double.IsNaN(closes[at]))
                continue;
            if (before >= 0)
            {
                var (gap, move) = (opens[at] / closes[before], closes[at] / closes[before]);
                var back = Next(closes[..(start + completed)], at) is var next and >= 0
                    ? closes[next] / closes[before]
                    : double.NaN;
                var odd =
                    (before < start && IsSuspect(gap))
                    || move >= HugeMove
                    || move <= 1 / HugeMove
                    || (IsMove(move) && Math.Abs(back - 1) <= GoneWithin);
                if (odd && !HasTradedFarMore(panel, row, start, completed))
                    return new PriceDoubt(
                        at,
                        closes[before],
                        FormattableString.Invariant(
                            $"Today its price went to {(Math.Abs(Math.Log(gap)) > Math.Abs(Math.Log(move)) ? gap : move):0.###} of the one before, on ordinary volume."
                        )
                    );
            }
            before = at;
        }
        return null;
    }

    private static bool IsQuiet(double open, double high, double low, double close, double before)
    {
        var (gap, move) = (open / before, close / before);
        return gap is < TickMove and > 1 / TickMove
            && move is < TickMove and > 1 / TickMove
            && high < HugeRange * Math.Max(open, close)
            && low * HugeRange > Math.Min(open, close);
    }

    private static string? Judge(
        ReadOnlySpan<double> opens,
        ReadOnlySpan<double> highs,
        ReadOnlySpan<double> lows,
        ReadOnlySpan<double> closes,
        ReadOnlySpan<double> volumes,
        int at,
        int before
    )
    {
        var (gap, move) = (opens[at] / closes[before], closes[at] / closes[before]);
        var (shares, dollars) = Usual(closes, volumes, at);
        var manyShares = shares > 0 && volumes[at] >= UnusualVolume * shares;
        var manyDollars = dollars > 0 && volumes[at] * closes[at] >= UnusualVolume * dollars;
        if (SplitNear(gap) is { } split && !manyDollars)
            return FormattableString.Invariant(
                $"it opened at {gap:0.###} of the close before, as after a {split} split, on ordinary volume"
            );
        if ((move is >= HugeMove or <= 1 / HugeMove) && !(manyShares && manyDollars))
            return FormattableString.Invariant($"it closed at {move:0.###} of the close before on ordinary volume");
        if (manyShares)
            return null;
        if (
            IsMove(move)
            && Next(closes, at) is var next and >= 0
            && Math.Abs((closes[next] / closes[before]) - 1) <= GoneWithin
        )
            return FormattableString.Invariant(
                $"it closed at {move:0.###} of the close before, which the next bar took back: a bad tick"
            );
        var (top, bottom) = (Math.Max(opens[at], closes[at]), Math.Min(opens[at], closes[at]));
        return
            highs[at] >= HugeRange * Math.Max(top, closes[before])
            || lows[at] * HugeRange <= Math.Min(bottom, closes[before])
            ? "its high or low lies far off every other price: a bad tick"
            : null;
    }

    private static bool IsMove(double ratio) => ratio is >= TickMove or <= 1 / TickMove;

    private static int Next(ReadOnlySpan<double> closes, int at)
    {
        for (var next = at + 1; next < closes.Length; next++)
            if (!double.IsNaN(closes[next]))
                return next;
        return -1;
    }

    /// <summary>Means of shares and of dollars over the bars before.</summary>
    private static (double Shares, double Dollars) Usual(
        ReadOnlySpan<double> closes,
        ReadOnlySpan<double> volumes,
        int at
    )
    {
        var (shares, dollars, count) = (0.0, 0.0, 0);
        for (var i = at - 1; i >= 0 && count < VolumeBars; i--)
        {
            if (double.IsNaN(closes[i]) || double.IsNaN(volumes[i]))
                continue;
            shares += volumes[i];
            dollars += volumes[i] * closes[i];
            count++;
        }
        return count == 0 ? (0, 0) : (shares / count, dollars / count);
    }

    private static bool HasTradedFarMore(IntradayPanel panel, int row, int start, int completed)
    {
        var today = Dollars(panel, row, start, start + completed);
        var earlier = Dollars(panel, row, 0, start) / Math.Max(1, panel.Sessions.Count - 1);
        return earlier > 0 && today >= UnusualVolume * earlier;
    }

    private static double Dollars(IntradayPanel panel, int row, int from, int to)
    {
        var closes = panel.Closes(row);
        var volumes = panel.Volumes(row);
        var sum = 0.0;
        for (var at = from; at < to; at++)
            if (!double.IsNaN(closes[at]) && !double.IsNaN(volumes[at]))
                sum += closes[at] * volumes[at];
        return sum;
    }
}
