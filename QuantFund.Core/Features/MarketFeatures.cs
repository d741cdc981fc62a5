using QuantFund.Core.Domain;
using QuantFund.Core.Features.Macro;

namespace QuantFund.Core.Features;

/// <summary>
/// What is true of the whole market at once; NaN = not enough history or no source.
/// </summary>
/// <param name="Vix">Index points.</param>
/// <param name="VixSource">Where the VIX came from.</param>
/// <param name="VixFiveDayChange">VIX over its value five sessions ago, less one.</param>
/// <param name="TrendDirection">Sign of the slope of log SPY over 63 sessions: −1, 0 or 1.</param>
/// <param name="TrendStrength">R² of that line, 0 to 1.</param>
/// <param name="CreditSpread">HYG's 21-day return less TLT's, a fraction.</param>
/// <param name="Breadth">Share of the universe's shares above their sma_50, 0 to 1.</param>
/// <param name="MeanCorrelation">Mean pairwise 63-day correlation of the universe's shares.</param>
/// <param name="MarketSentScore">Mean sentiment of all articles, −1 to 1, weighted by topic relevance where the source gives it.</param>
/// <param name="MarketSentConf">Confidence in it, 0 to 1.</param>
/// <param name="NewsVelocity">Articles of the last 30 minutes over the mean of seven days.</param>
/// <param name="Macro">The macro composites.</param>
public sealed record MarketFeatures(
    double Vix,
    VixSource VixSource,
    double VixFiveDayChange,
    double TrendDirection,
    double TrendStrength,
    double CreditSpread,
    double Breadth,
    double MeanCorrelation,
    double MarketSentScore,
    double MarketSentConf,
    double NewsVelocity,
    MacroFeatures Macro
)
{
    /// <summary>The session whose close the VIX is or is estimated from; null without one.</summary>
    public DateOnly? VixDate { get; init; }
}

/// <summary>
/// The five macro composites, each in [−1, 1], NaN = not computed from any source: then nothing reads it as neutral, and
/// scores that would use it leave it out.
/// </summary>
public sealed record MacroFeatures(
    double InflationPressure,
    double GrowthMomentum,
    double CentralBankHawkishness,
    double GeopoliticalRisk,
    double FinancialStress
)
{
    /// <summary>What each of them was made from, in this order; empty when none was computed.</summary>
    public IReadOnlyList<MacroBasis> Bases { get; init; } = [];

    /// <summary>Above this, geopolitical risk and financial stress shrink what strategies dare (STRATEGIES, section C).</summary>
    public const double HighRisk = 0.5;

    public static MacroFeatures Missing { get; } = new(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
}
