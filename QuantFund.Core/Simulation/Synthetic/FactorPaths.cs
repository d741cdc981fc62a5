namespace QuantFund.Core.Simulation.Synthetic;

/// <summary>
/// The factors' returns through one session: index 0 overnight, then one for each of the 26 quarter hours. Also the
/// variance that each factor was drawn with, for the ranges of bars.
/// </summary>
internal sealed class FactorPaths(ulong seed)
{
    public const int Steps = SessionBars.Slots + 1;

    private const double TrendMemory = .985;
    private static readonly double TrendShock = Math.Sqrt(1 - (TrendMemory * TrendMemory));

    private readonly double[] trends = new double[FactorFigures.Count];
    private readonly double[] returns = new double[FactorFigures.Count * Steps];
    private readonly double[] variances = new double[FactorFigures.Count];

    public double Return(int factor, int step) => returns[(factor * Steps) + step];

    /// <summary>The factor's variance of the session at hand, of one session's return.</summary>
    public double Variance(int factor) => variances[factor];

    /// <summary>The factor's return over a whole session of so many bars.</summary>
    public double Session(Factor factor, int bars)
    {
        var growth = 1.0;
        for (var step = 0; step <= bars; step++)
            growth *= 1 + Return((int)factor, step);
        return growth - 1;
    }

    public void Draw(int day, MarketWeather weather, VixPath vix)
    {
        for (var factor = 0; factor < FactorFigures.Count; factor++)
            if (factor != (int)Factor.Volatility)
                Draw(day, factor, weather);
        vix.Draw(day, weather.FairVix, this);
        for (var step = 0; step < Steps; step++)
            returns[((int)Factor.Volatility * Steps) + step] = vix.FundReturn(step);
        variances[(int)Factor.Volatility] = .62 * .62 / 252;
    }

    private void Draw(int day, int factor, MarketWeather weather)
    {
        var kind = (Factor)factor;
        var draw = new SeededRandom(StreamSeed.Of(seed, "factor " + factor, day));
        var annual = FactorFigures.AnnualVolatility(kind);
        var variance = kind == Factor.Market ? weather.Variance : annual * annual / 252 * weather.Mood * weather.Mood;
        // Slow drifts of sectors and assets: what trend followers live on.
        trends[factor] =
            (TrendMemory * trends[factor])
            + (TrendShock * draw.Normal() * (kind == Factor.Market ? .04 : .45 * annual));
        var drift =
            (kind == Factor.Market ? weather.Drift : FactorFigures.AnnualDrift(kind) / 252) + (trends[factor] / 252);
        variances[factor] = variance;
        var at = factor * Steps;
        returns[at] = (drift * DayShape.Overnight) + (Math.Sqrt(variance * DayShape.Overnight) * draw.Normal());
        for (var slot = 0; slot < SessionBars.Slots; slot++)
        {
            var share = (1 - DayShape.Overnight) * DayShape.Variance[slot];
            returns[at + slot + 1] = (drift * share) + (Math.Sqrt(variance * share) * draw.Normal());
        }
    }
}
