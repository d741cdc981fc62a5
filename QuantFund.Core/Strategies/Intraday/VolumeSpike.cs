using QuantFund.Core.Domain;
using QuantFund.Core.Features;
using QuantFund.Core.Statistics;

namespace QuantFund.Core.Strategies.Intraday;

/// <summary>
/// Unusual volume draws attention, and the price goes on for a while where it went: where volume_ratio ≥ 2 and
/// |ret_15m| &gt; 0.3%, conviction sign(ret_15m)·min(1, (volume_ratio − 1)/3). Shares only.
/// Source: Gervais, Kaniel and Mingelgrin 2001.
/// </summary>
public sealed class VolumeSpike : IStrategy
{
    public const double LeastVolume = 2;
    public const double LeastReturn = 0.003;
    public const double FullExcess = 3;

    public StrategyProfile Profile { get; } =
        new(
            new StrategyId("volume-spike"),
            StrategyCategory.Intraday,
            StrategyFamily.Volume,
            Horizon.Minutes(30),
            PriorIc: 0.04,
            Neutral: false,
            "Gervais, Kaniel, Mingelgrin 2001"
        )
        {
            Reads = [Feature.Ret15m, Feature.VolumeRatio],
        };

    public void Opine(StrategyContext context, Opinions opinions)
    {
        if (!MaySpeak.Intraday(context, opinions))
            return;
        var move = context.Features[Feature.Ret15m];
        var volume = context.Features[Feature.VolumeRatio];
        for (var row = 0; row < opinions.Count; row++)
        {
            if (!MaySpeak.IsShare(context, row, opinions))
                continue;
            if (double.IsNaN(move[row] + volume[row]))
                opinions.Abstain(row, Lack.OfSession(context.Features, row, Feature.Ret15m, Feature.VolumeRatio));
            else if (Tolerance.AtLeast(volume[row], LeastVolume) && Tolerance.Above(Math.Abs(move[row]), LeastReturn))
                opinions.View(row, Math.Sign(move[row]) * Math.Min(1, (volume[row] - 1) / FullExcess));
        }
    }
}
