using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;

namespace QuantFund.Core.Simulation;

/// <summary>
/// What happened inside a bar, as far as a bar can tell: a seeded path from the open through both extremes to the close,
/// never outside low and high, with bid and ask around it. A pure function of seed, symbol, bar and moment, so that a
/// restarted exchange quotes what it quoted before.
/// </summary>
public static class QuotePath
{
    /// <summary>Displayed sizes are drawn anew this often.</summary>
    public const int BinsPerBar = 60;

    private const double ShownShare = .004;
    private const double WiggleShare = .06;

    /// <summary>
    /// The price at a fraction of the bar in [0, 1]: the open at 0, the close at 1, dollars, unrounded.
    /// </summary>
    public static double Price(ulong seed, Symbol symbol, in PathBar bar, double fraction)
    {
        var draw = Draw(seed, symbol, bar.Start, "path");
        // A rising bar more often makes its low first.
        var lowFirst = draw.Uniform() < (bar.Close >= bar.Open ? .7 : .3);
        var (first, second) = (.10 + (.35 * draw.Uniform()), .55 + (.35 * draw.Uniform()));
        var (one, two) = lowFirst ? (bar.Low, bar.High) : (bar.High, bar.Low);
        var line =
            fraction <= first ? Between(bar.Open, one, fraction / first)
            : fraction <= second ? Between(one, two, (fraction - first) / (second - first))
            : Between(two, bar.Close, Math.Min(1, (fraction - second) / (1 - second)));
        var wiggle = Wiggle(seed, symbol, bar.Start, fraction) * WiggleShare * (bar.High - bar.Low);
        // The ends and both extremes are kept exactly.
        var calm = Math.Min(
            Math.Min(fraction, 1 - fraction),
            Math.Min(Math.Abs(fraction - first), Math.Abs(fraction - second))
        );
        return Math.Clamp(line + (wiggle * Math.Clamp(calm * 12, 0, 1)), bar.Low, bar.High);
    }

    /// <summary>Bid and ask on whole steps of the price (<see cref="PriceTick"/>), at least one apart, and the sizes shown, in lots of 100.</summary>
    public static Quote Quote(ulong seed, Symbol symbol, in PathBar bar, double fraction)
    {
        var price = Price(seed, symbol, bar, fraction);
        var half = price * bar.SpreadBps / 20_000;
        // Both sides within the bar where it is wide enough for them.
        var middle =
            bar.High - bar.Low > 2 * half
                ? Math.Clamp(price, bar.Low + half, bar.High - half)
                : (bar.High + bar.Low) / 2;
        var lowest = (decimal)Math.Max(0, middle - half);
        var bid = Math.Max(PriceTick.At(lowest), PriceTick.Floor(lowest));
        var ask = Math.Max(bid + PriceTick.At(bid), PriceTick.Ceiling((decimal)(middle + half)));
        var sizes = Draw(seed, symbol, bar.Start, "size", Bin(fraction));
        return new Quote(
            symbol,
            bid,
            ask,
            Lots(bar.Volume, sizes.Uniform()),
            Lots(bar.Volume, sizes.Uniform()),
            bar.Start + (fraction * Session.BarLength)
        );
    }

    /// <summary>Which drawing of sizes a moment shows, 0 to 59.</summary>
    public static int Bin(double fraction) => Math.Min(BinsPerBar - 1, (int)(fraction * BinsPerBar));

    private static decimal Lots(double volume, double draw) =>
        (decimal)Math.Max(1, Math.Floor(volume * ShownShare * (.4 + (1.2 * draw)) / 100)) * 100m;

    private static double Between(double from, double to, double share) => from + ((to - from) * share);

    /// <summary>Continuous noise in [−1, 1]: one knot a bin, straight lines between.</summary>
    private static double Wiggle(ulong seed, Symbol symbol, DateTimeOffset start, double fraction)
    {
        var place = Math.Min(fraction, 1) * BinsPerBar;
        var knot = (int)place;
        return Between(Knot(seed, symbol, start, knot), Knot(seed, symbol, start, knot + 1), place - knot);
    }

    private static double Knot(ulong seed, Symbol symbol, DateTimeOffset start, int knot)
    {
        var draw = Draw(seed, symbol, start, "knot", knot);
        return (2 * draw.Uniform()) - 1;
    }

    private static SeededRandom Draw(ulong seed, Symbol symbol, DateTimeOffset start, string purpose, int number = 0)
    {
        var minutes = (int)(start.UtcTicks / TimeSpan.TicksPerMinute % int.MaxValue);
        var bar = StreamSeed.Of(seed, symbol.Value, minutes);
        return new SeededRandom(StreamSeed.Of(bar, purpose, number));
    }
}
