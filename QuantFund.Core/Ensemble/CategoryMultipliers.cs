using QuantFund.Core.Domain;
using QuantFund.Core.Strategies;

namespace QuantFund.Core.Ensemble;

/// <summary>
/// What share of the vote each category has in a mode: intraday / position / long-short with futures; they sum to 1.
/// A fast debate splits the sum of the first two anew. Source: STRATEGIES, section B (seed).
/// </summary>
public sealed record CategoryMultipliers(double Intraday, double Position, double LongShort)
{
    public static CategoryMultipliers Of(FundMode mode, double? intradayShare)
    {
        var seed = mode switch
        {
            FundMode.Intraday => new CategoryMultipliers(0.55, 0.15, 0.30),
            FundMode.Position => new CategoryMultipliers(0.15, 0.50, 0.35),
            _ => new CategoryMultipliers(0.35, 0.30, 0.35),
        };
        var both = seed.Intraday + seed.Position;
        return intradayShare is { } share ? seed with { Intraday = both * share, Position = both * (1 - share) } : seed;
    }

    public double this[StrategyCategory category] =>
        category switch
        {
            StrategyCategory.Intraday => Intraday,
            StrategyCategory.Position => Position,
            _ => LongShort,
        };

    /// <summary>Long/short and futures share one multiplier.</summary>
    public static bool Share(StrategyCategory a, StrategyCategory b) => Bucket(a) == Bucket(b);

    private static int Bucket(StrategyCategory category) => Math.Min((int)category, 2);
}
