using QuantFund.Core.Domain;
using QuantFund.Core.Features;
using QuantFund.Core.Statistics;

namespace QuantFund.Core.Strategies.Intraday;

/// <summary>
/// A price that leaves the range of the first half hour on more than usual volume tends to go on until the close: from
/// 10:00 on, where volume_ratio &gt; 1: price &gt; or_high·1.001 → min(1, 0.5 + breakout/1%), breakout = price/or_high − 1;
/// price &lt; or_low·0.999 → the mirror with 1 − price/or_low. Shares only. Source: Crabel 1990; Zarattini and Aziz 2023.
/// </summary>
public sealed class OpeningRangeBreakout : IStrategy
{
    public const double Margin = 0.001;
    public const double LeastVolume = 1;
    public const double Start = 0.5;
    public const double FullBreakout = 0.01;

    public StrategyProfile Profile { get; } =
        new(
            new StrategyId("opening-range-breakout"),
            StrategyCategory.Intraday,
            StrategyFamily.Breakout,
            Horizon.ToClose,
            PriorIc: 0.05,
            Neutral: false,
            "Crabel 1990; Zarattini, Aziz 2023"
        )
        {
            Reads = [Feature.OrHigh, Feature.OrLow, Feature.VolumeRatio],
        };

    public void Opine(StrategyContext context, Opinions opinions)
    {
        if (!MaySpeak.Intraday(context, opinions))
            return;
        var features = context.Features;
        if (features.BarsCompleted < Features.Intraday.OpeningRange.Bars)
        {
            opinions.StaySilent(Abstention.SessionTooYoung, "The opening range is not complete.");
            return;
        }
        var high = features[Feature.OrHigh];
        var low = features[Feature.OrLow];
        var volume = features[Feature.VolumeRatio];
        for (var row = 0; row < opinions.Count; row++)
        {
            if (!MaySpeak.IsShare(context, row, opinions))
                continue;
            if (double.IsNaN(high[row] + low[row] + volume[row] + features.Prices[row]))
                opinions.Abstain(
                    row,
                    Lack.OfSession(features, row, Feature.OrHigh, Feature.OrLow, Feature.VolumeRatio)
                );
            else if (Tolerance.Above(volume[row], LeastVolume))
                opinions.View(row, Conviction(features.Prices[row], high[row], low[row]));
        }
    }

    /// <summary>The conviction of a price against its opening range, 0 within it.</summary>
    public static double Conviction(double price, double high, double low) =>
        Tolerance.Above(price, high * (1 + Margin)) ? Math.Min(1, Start + (((price / high) - 1) / FullBreakout))
        : Tolerance.Below(price, low * (1 - Margin)) ? -Math.Min(1, Start + ((1 - (price / low)) / FullBreakout))
        : 0;
}
