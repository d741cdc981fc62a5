using QuantFund.Core.Domain;

namespace QuantFund.Core.Features;

/// <summary>
/// Names the state of the market. Trend: direction·R² against ±0.3. Volatility: VIX against 15, 25, 35. Risk: mean of
/// direction·R², −tanh(VIX 5-day change/.15), tanh((HYG − TLT 21-day)/.03) and 2·(breadth − ½), of those that are known,
/// against ±0.25. Strong trend: R² against 0.6. Labels change by <see cref="Hysteresis"/>. Source: STRATEGIES, section B.
/// </summary>
public static class RegimeClassifier
{
    private static readonly double[] TrendBoundaries = [-0.3, 0.3];
    private static readonly bool[] TrendUpper = [true, false];
    private static readonly double[] VixBoundaries = [15, 25, 35];
    private static readonly bool[] VixUpper = [true, false, false];
    private static readonly double[] RiskBoundaries = [-0.25, 0.25];
    private static readonly bool[] RiskUpper = [true, false];
    private static readonly double[] StrengthBoundaries = [Regime.StrongTrendStrength];
    private static readonly bool[] StrengthUpper = [false];

    public static (Regime Regime, RegimeMemory Memory) Classify(MarketFeatures market, RegimeMemory memory)
    {
        var trend = market.TrendDirection * market.TrendStrength;
        var risk = RiskScore(market);
        var (trendLabel, trendWaiting) = Hysteresis.Step(
            memory.Trend is { } t ? Rank(t) : null,
            memory.TrendWaiting,
            trend,
            TrendBoundaries,
            TrendUpper
        );
        var (volatilityLabel, volatilityWaiting) = Hysteresis.Step(
            (int?)memory.Volatility,
            memory.VolatilityWaiting,
            market.Vix,
            VixBoundaries,
            VixUpper
        );
        var (riskLabel, riskWaiting) = Hysteresis.Step(
            memory.Risk is { } r ? 2 - (int)r : null,
            memory.RiskWaiting,
            risk,
            RiskBoundaries,
            RiskUpper
        );
        var (strong, strongWaiting) = Hysteresis.Step(
            memory.StrongTrend is { } s ? (s ? 1 : 0) : null,
            memory.StrongTrendWaiting,
            market.TrendStrength,
            StrengthBoundaries,
            StrengthUpper
        );
        var next = new RegimeMemory(
            trendLabel is { } tl ? TrendOf(tl) : null,
            trendWaiting,
            (VolatilityLabel?)volatilityLabel,
            volatilityWaiting,
            riskLabel is { } rl ? (RiskLabel)(2 - rl) : null,
            riskWaiting
        )
        {
            StrongTrend = strong is { } st ? st == 1 : null,
            StrongTrendWaiting = strongWaiting,
        };
        // An unknown VIX is no calm one: the label that asks for care stands until it is known.
        var regime = new Regime(
            next.Trend ?? TrendLabel.Neutral,
            market.TrendStrength,
            next.Volatility ?? VolatilityLabel.High,
            next.Risk ?? RiskLabel.Neutral,
            risk,
            market.MeanCorrelation,
            market.Vix,
            market.VixSource
        )
        {
            StrongTrend = next.StrongTrend ?? false,
            VixDate = market.VixDate,
        };
        return (regime, next);
    }

    /// <summary>Mean of the components that are known, in [−1, 1]; NaN when none is.</summary>
    public static double RiskScore(MarketFeatures market)
    {
        ReadOnlySpan<double> parts =
        [
            market.TrendDirection * market.TrendStrength,
            -Math.Tanh(market.VixFiveDayChange / 0.15),
            Math.Tanh(market.CreditSpread / 0.03),
            (market.Breadth - 0.5) * 2,
        ];
        double sum = 0;
        var known = 0;
        foreach (var part in parts)
        {
            if (double.IsNaN(part))
                continue;
            sum += part;
            known++;
        }
        return known == 0 ? double.NaN : sum / known;
    }

    private static int Rank(TrendLabel label) =>
        label switch
        {
            TrendLabel.Down => 0,
            TrendLabel.Neutral => 1,
            _ => 2,
        };

    private static TrendLabel TrendOf(int rank) =>
        rank switch
        {
            0 => TrendLabel.Down,
            1 => TrendLabel.Neutral,
            _ => TrendLabel.Up,
        };
}
