using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Simulation.Synthetic;

namespace QuantFund.Core.Simulation.Replay;

/// <summary>
/// A session's 15-minute bars made of its daily bar, for history that has nothing shorter. The path starts at the day's
/// open, touches both extremes, ends at its close and never leaves them; volume follows the usual U shape and sums to the
/// day's. When within the day the extremes came is not in a daily bar: it is drawn, from seed, symbol and date alone, so
/// that the same day is always played alike. Prices are rounded to four decimals inside the day's range.
/// </summary>
public static class DayPath
{
    private const int StepsPerBar = 6;

    /// <summary>
    /// The range of a driftless walk over a day is about 1.6 of its standard deviations (Parkinson 1980: E[range²] = 4 ln 2 σ²).
    /// Half of that noise is laid over the lines between open, extremes and close, which hold the rest of the movement.
    /// </summary>
    private const double NoiseOfRange = 0.5 / 1.665;

    private const double VolumeNoise = 0.5;

    /// <param name="day">The daily bar; its prices are on one scale of adjustment, which the path keeps.</param>
    /// <param name="bars">The session to fill.</param>
    /// <param name="symbol">Its row there.</param>
    /// <param name="seed">Of the whole tape.</param>
    public static void Fill(Bar day, SessionBars bars, int symbol, ulong seed)
    {
        var random = new SeededRandom(StreamSeed.Of(seed, day.Symbol.Value, bars.Session.Date.DayNumber));
        var count = bars.Session.BarCount;
        var path = Path(day, count * StepsPerBar, ref random);
        var volumes = Volumes((double)day.Volume, count, ref random);
        for (var slot = 0; slot < count; slot++)
        {
            var part = path.AsSpan(slot * StepsPerBar, StepsPerBar + 1);
            var cell = SessionBars.Cell(symbol, slot);
            bars.Open[cell] = part[0];
            bars.Close[cell] = part[^1];
            bars.High[cell] = Highest(part);
            bars.Low[cell] = Lowest(part);
            bars.Volume[cell] = volumes[slot];
        }
    }

    /// <summary>Prices at <paramref name="steps"/> + 1 even moments.</summary>
    private static double[] Path(Bar day, int steps, ref SeededRandom random)
    {
        var (open, high, low, close) = ((double)day.Open, (double)day.High, (double)day.Low, (double)day.Close);
        // A rising day more often makes its low first.
        var lowFirst = random.Uniform() < (close >= open ? .7 : .3);
        var first = 1 + random.Below(steps / 2);
        var second = first + 1 + random.Below(steps - first - 1);
        var (one, two) = lowFirst ? (low, high) : (high, low);

        var path = new double[steps + 1];
        var noise = (high - low) * NoiseOfRange / Math.Sqrt(steps);
        Bridge(path, 0, first, open, one, noise, ref random);
        Bridge(path, first, second, one, two, noise, ref random);
        Bridge(path, second, steps, two, close, noise, ref random);
        for (var i = 0; i < path.Length; i++)
            path[i] = Math.Clamp(Math.Round(Reflect(path[i], low, high), 4), low, high);
        path[0] = open;
        path[first] = one;
        path[second] = two;
        path[steps] = close;
        return path;
    }

    /// <summary>A random walk tied down at both ends, around the straight line between them.</summary>
    private static void Bridge(
        double[] path,
        int from,
        int to,
        double start,
        double end,
        double noise,
        ref SeededRandom random
    )
    {
        path[from] = start;
        for (var i = from + 1; i <= to; i++)
        {
            // Each step heads for the end with what is left, so the last one arrives there.
            var left = to - i;
            path[i] = path[i - 1] + ((end - path[i - 1]) / (left + 1));
            if (left > 0)
                path[i] += noise * Math.Sqrt(left / (left + 1.0)) * random.Normal();
        }
    }

    private static double Reflect(double price, double low, double high)
    {
        var inside = price > high ? high - (price - high) : price;
        inside = inside < low ? low + (low - inside) : inside;
        return Math.Clamp(inside, low, high);
    }

    private static double[] Volumes(double day, int count, ref SeededRandom random)
    {
        var shares = new double[count];
        var sum = 0.0;
        for (var slot = 0; slot < count; slot++)
        {
            // The last bar of an early close carries the closing rush as well.
            var usual = DayShape.Volume[slot == count - 1 ? SessionBars.Slots - 1 : slot];
            shares[slot] = usual * (1 + (VolumeNoise * (random.Uniform() - .5)));
            sum += shares[slot];
        }

        for (var slot = 0; slot < count; slot++)
            shares[slot] = Math.Round(day * shares[slot] / sum);
        return shares;
    }

    private static double Highest(ReadOnlySpan<double> prices)
    {
        var highest = prices[0];
        foreach (var price in prices)
            highest = Math.Max(highest, price);
        return highest;
    }

    private static double Lowest(ReadOnlySpan<double> prices)
    {
        var lowest = prices[0];
        foreach (var price in prices)
            lowest = Math.Min(lowest, price);
        return lowest;
    }
}
