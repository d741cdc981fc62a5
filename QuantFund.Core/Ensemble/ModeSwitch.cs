using QuantFund.Core.Domain;

namespace QuantFund.Core.Ensemble;

/// <summary>
/// High or extreme volatility (VIX above 25) → intraday; low volatility (below 15) and a trend stronger than 0.6 → position;
/// else hybrid. By the regime's labels, so that the mode is as slow to change as they are. Source: STRATEGIES, section B (seed).
/// </summary>
public static class ModeSwitch
{
    public static FundMode Choose(Regime regime) =>
        regime.Volatility is VolatilityLabel.High or VolatilityLabel.Extreme ? FundMode.Intraday
        : regime.Volatility == VolatilityLabel.Low && regime.StrongTrend ? FundMode.Position
        : FundMode.Hybrid;
}
