namespace QuantFund.Core.Simulation.Synthetic;

/// <summary>
/// One name through one session: prices from its factors, its own shocks, jumps and mild reversion, then bars in cents.
/// The constants keep the patterns that strategies look for weak, as they are in real markets.
/// </summary>
internal static class NameWalk
{
    private const double JumpsPerSession = .014;
    private const double HaltBeyond = .06;
    private const double Fades = .10;
    private const double TransientShare = .22;
    private const double QuickShare = .38;
    private const double QuickFades = .16;
    private const double TrendMemory = .98;
    private const double AnnualTrend = .17;
    private static readonly double TrendShock = Math.Sqrt(1 - (TrendMemory * TrendMemory));

    public static Surprise? Walk(
        ulong seed,
        int day,
        int row,
        int bars,
        InstrumentModel model,
        ref NameState state,
        FactorPaths factors,
        double mood,
        SessionBars target
    )
    {
        var draw = new SeededRandom(StreamSeed.Of(seed, model.Instrument.Symbol.Value, day));
        var surprise = model.HasNews ? DrawSurprise(ref draw, row, bars) : null;
        state.Trend = model.HasNews ? (TrendMemory * state.Trend) + (TrendShock * AnnualTrend * draw.Normal()) : 0;
        state.Busy = Math.Clamp(1 + (.6 * (state.Busy - 1)) + (.16 * draw.Normal()), .45, 2.2);
        var usual = model.OwnVolatility * model.OwnVolatility / 252;
        var variance = usual * state.Heat * mood * mood;
        var drift = (state.Trend / 252) - (Fades * state.Transient) + (.4 * state.Drifting);
        state.Drifting *= .6;
        if (surprise is { } s)
            state.Drifting += .10 * s.Size;

        var own = Math.Sqrt(variance * DayShape.Overnight) * draw.Normal();
        var price = state.Price * (1 + FactorReturn(model, factors, 0) + own + (drift * DayShape.Overnight));
        if (surprise is { Slot: < 0 } overnight)
            price *= 1 + overnight.Size;
        var (quick, excitement, shocks) = (0.0, surprise is { Slot: < 0 } ? 2.2 : 0.0, own);
        var deviation = Math.Sqrt(TotalVariance(model, factors, variance));
        for (var slot = 0; slot < bars; slot++)
        {
            var share = (1 - DayShape.Overnight) * DayShape.Variance[slot];
            var scale = Math.Sqrt(share);
            own = Math.Sqrt(variance) * scale * draw.Normal();
            shocks += own;
            var quickShock = QuickShare * deviation * scale * draw.Normal();
            var quickMove = quickShock - (QuickFades * quick);
            quick += quickMove;
            var open = price;
            var jumpsNow = surprise is { } jump && jump.Slot == slot;
            if (jumpsNow && surprise!.Value.Halts)
            {
                target.Halted[SessionBars.Cell(row, slot)] = true;
                price *= 1 + surprise.Value.Size;
                excitement = 4;
                continue;
            }
            price *= 1 + FactorReturn(model, factors, slot + 1) + own + quickMove + (drift * share);
            if (jumpsNow)
            {
                price *= 1 + surprise!.Value.Size;
                excitement = 4;
            }
            // After news in the day the move goes on a little and volume stays high.
            if (surprise is { Slot: >= 0 } news && slot > news.Slot && slot <= news.Slot + 6)
                price *= 1 + (.018 * news.Size);
            Emit(ref draw, model, state.Busy, mood, target, row, slot, open, price, deviation * scale, excitement);
            excitement *= .78;
        }
        state.Transient = ((1 - Fades) * state.Transient) + (TransientShare * shocks);
        var normed = variance > 0 ? Math.Min(shocks * shocks / variance, 16) : 1;
        state.Heat = Math.Clamp(.08 + (.07 * normed) + (.85 * state.Heat), .4, 5);
        state.Price = Math.Clamp(price, 2, 20_000);
        return surprise;
    }

    /// <summary>Variance of the name's whole return in one session.</summary>
    private static double TotalVariance(InstrumentModel model, FactorPaths factors, double own)
    {
        var sum = own;
        foreach (var (factor, loading) in model.Loadings)
            sum += loading * loading * factors.Variance(factor);
        return sum;
    }

    private static double FactorReturn(InstrumentModel model, FactorPaths factors, int step)
    {
        var sum = 0.0;
        foreach (var (factor, loading) in model.Loadings)
            sum += loading * factors.Return(factor, step);
        return sum;
    }

    private static Surprise? DrawSurprise(ref SeededRandom draw, int row, int bars)
    {
        var (chance, place, slot, size, twice) = (
            draw.Uniform(),
            draw.Uniform(),
            draw.Uniform(),
            draw.Normal(),
            draw.Uniform()
        );
        if (chance >= JumpsPerSession)
            return null;
        var jump = (size < 0 ? -1 : 1) * (.018 + (.022 * Math.Abs(size))) * (twice < .15 ? 2 : 1);
        if (place < .6)
            return new Surprise(row, -1, jump, Halts: false);
        var at = 1 + (int)(slot * (bars - 3));
        return new Surprise(row, at, jump, Halts: Math.Abs(jump) > HaltBeyond);
    }

    private static void Emit(
        ref SeededRandom draw,
        InstrumentModel model,
        double busy,
        double mood,
        SessionBars target,
        int row,
        int slot,
        double open,
        double close,
        double deviation,
        double excitement
    )
    {
        var cell = SessionBars.Cell(row, slot);
        // Beyond its ends a Brownian path of standard deviation σ reaches about 0.4 σ on either side.
        var above = .5 * deviation * Math.Abs(draw.Normal());
        var below = .5 * deviation * Math.Abs(draw.Normal());
        var high = Math.Max(open, close) * (1 + above);
        var low = Math.Min(open, close) * (1 - Math.Min(below, .5));
        target.Open[cell] = Cents(open);
        target.Close[cell] = Cents(close);
        target.High[cell] = Cents(high);
        target.Low[cell] = Cents(low);
        var crowd = 1 + excitement + (.5 * (mood - 1));
        var size = model.ShareVolume * DayShape.Volume[slot] * busy * crowd * Math.Max(.25, 1 + (.28 * draw.Normal()));
        target.Volume[cell] = Math.Max(100, Math.Floor(size));
        var ratio = mood * (DayShape.Variance[slot] * SessionBars.Slots) * (1 + (.5 * excitement));
        target.SpreadBps[cell] = SpreadModel.Bps(model.DollarVolume, ratio, close);
    }

    private static double Cents(double price) => Math.Max(1, Math.Floor((price * 100) + .5)) / 100;
}
