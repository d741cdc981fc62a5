namespace QuantFund.Core.Simulation.Synthetic;

/// <summary>
/// The volatility index through one session: it jumps when the market falls and is pulled to what the market's variance
/// makes fair. The fund on its futures (VIXY) moves two thirds as much and loses the roll every day.
/// </summary>
internal sealed class VixPath(ulong seed)
{
    private const double Lowest = 10.5;
    private const double Highest = 65;
    private const double MarketBeta = -5;
    private const double FundShare = 2.0 / 3;
    private const double RollPerSession = .0016;

    private readonly double[] values = new double[FactorPaths.Steps];
    private readonly double[] fund = new double[FactorPaths.Steps];
    private double last = 15;

    /// <summary>Index points after a step: 0 at the open, then at the end of each quarter hour.</summary>
    public double Value(int step) => values[step];

    public double FundReturn(int step) => fund[step];

    public void EndSession(int bars) => last = values[bars];

    public void Draw(int day, double fair, FactorPaths factors)
    {
        var draw = new SeededRandom(StreamSeed.Of(seed, "vix", day));
        var vix = last;
        for (var step = 0; step < FactorPaths.Steps; step++)
        {
            var overnight = step == 0;
            var noise = (overnight ? .013 : .0045) * draw.Normal();
            var pull = (overnight ? .06 : .009) * ((fair / vix) - 1);
            var change = (MarketBeta * factors.Return((int)Factor.Market, step)) + noise + pull;
            var next = Math.Clamp(vix * (1 + Math.Clamp(change, -.25, .45)), Lowest, Highest);
            // Mean reversion of the index is no gain for who holds its futures: they price it in.
            fund[step] =
                (FundShare * ((next / vix) - 1 - (.6 * pull)))
                - (overnight ? RollPerSession : 0)
                + (.001 * draw.Normal());
            vix = next;
            values[step] = vix;
        }
    }
}
