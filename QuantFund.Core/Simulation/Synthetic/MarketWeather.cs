namespace QuantFund.Core.Simulation.Synthetic;

/// <summary>
/// The market's own variance: a two-state chain (calm, stressed; Hamilton 1989) sets the level that an asymmetric GARCH
/// (Engle, Ng 1993) reverts to, so that volatility clusters and rises more with falls than with rises. Variances are of
/// one session's return.
/// </summary>
internal sealed class MarketWeather(ulong seed)
{
    private const double CalmVariance = .122 * .122 / 252;
    private const double StressedVariance = .28 * .28 / 252;
    private const double CalmDrift = .12 / 252;
    private const double StressedDrift = -.10 / 252;
    private const double StressBegins = 1.0 / 60;
    private const double StressEnds = 1.0 / 22;
    private const double Reaction = .07;
    private const double Persistence = .86;
    private const double Asymmetry = .5;

    public bool Stressed { get; private set; }

    /// <summary>Expected variance of the session at hand.</summary>
    public double Variance { get; private set; } = CalmVariance * 1.4;

    public double Drift => Stressed ? StressedDrift : CalmDrift;

    /// <summary>Present volatility over the usual one; 1 = usual. What sectors and names share of the market's mood.</summary>
    public double Mood => .55 + (.45 * Math.Sqrt(Variance / (CalmVariance * 1.6)));

    /// <summary>What the VIX tends to, index points: a premium over expected volatility, most of it of the regime.</summary>
    public double FairVix
    {
        get
        {
            var regime = Stressed ? StressedVariance * .9 : CalmVariance * 1.3;
            return 100 * 1.20 * Math.Sqrt(252 * ((.5 * Variance) + (.5 * regime)));
        }
    }

    public void Enter(int day, double lastReturn)
    {
        var draw = new SeededRandom(StreamSeed.Of(seed, "regime", day));
        var changes = draw.Uniform() < (Stressed ? StressEnds : StressBegins);
        Stressed ^= changes;
        var level = Stressed ? StressedVariance : CalmVariance;
        var shock = lastReturn - (Asymmetry * Math.Sqrt(Variance));
        var weight = 1 - Persistence - (Reaction * (1 + (Asymmetry * Asymmetry)));
        Variance = (weight * level) + (Reaction * shock * shock) + (Persistence * Variance);
        if (changes)
            Variance = (.6 * Variance) + (.4 * level);
        Variance = Math.Clamp(Variance, CalmVariance * .45, StressedVariance * 3.5);
    }
}
