using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Features;
using QuantFund.Core.Features.Daily;
using QuantFund.Core.Statistics;

namespace QuantFund.Core.Strategies.LongShort;

/// <summary>
/// What a share did beyond market and sector tends to revert. On the s-score of its 60-day residual against SPY and its
/// sector's fund: s &lt; −1.25: long until s &gt; −0.5; s &gt; 1.25: short until s &lt; 0.5; conviction −clip(s, ±3)/3. Where the
/// sector's fund is missing SPY stands alone. Dollar- and sector-neutral. Source: Avellaneda and Lee 2010.
/// </summary>
public sealed class MeanReversionLongShort : IStrategy
{
    public const double Entry = 1.25;
    public const double Exit = 0.5;
    public const double MostScore = 3;

    public StrategyProfile Profile { get; } =
        new(
            new StrategyId("mean-reversion-ls"),
            StrategyCategory.LongShort,
            StrategyFamily.Reversion,
            Horizon.Days(5),
            PriorIc: 0.025,
            Neutral: true,
            "Avellaneda, Lee 2010"
        )
        {
            Reads = [Feature.SScore],
        };

    public void Opine(StrategyContext context, Opinions opinions)
    {
        var features = context.Features;
        if (!MaySpeak.Daily(context, opinions))
            return;
        var spy = features.Universe.IndexOf(SectorFunds.Market);
        if (spy < 0 || !features.Returns.Has(spy, ResidualScore.Sessions))
        {
            opinions.StaySilent(Abstention.NoBenchmark, "SPY's returns are missing.");
            return;
        }
        var scores = features[Feature.SScore];
        var held = context.Held.Span;
        for (var row = 0; row < opinions.Count; row++)
        {
            if (!MaySpeak.IsShare(context, row, opinions))
                continue;
            if (!features.Returns.Has(row, ResidualScore.Sessions))
                opinions.Abstain(row, Lack.OfReturn(features, row));
            else if (double.IsNaN(scores[row]) && IsFlat(features.Returns.Last(row, ResidualScore.Sessions)))
                opinions.Abstain(row, Abstention.FlatPrice);
            else
                Opine(row, scores[row], held[row], opinions);
        }
    }

    private static bool IsFlat(ReadOnlySpan<double> returns) => !returns.ContainsAnyExcept(0.0);

    /// <summary>The rule for one share: enter beyond ±1.25, stay until ±0.5.</summary>
    /// <param name="row">The share.</param>
    /// <param name="score">Its s-score; NaN = its residual does not revert.</param>
    /// <param name="held">The conviction held, NaN for none.</param>
    /// <param name="opinions">Where the opinion goes.</param>
    public static void Opine(int row, double score, double held, Opinions opinions)
    {
        var conviction = -Math.Clamp(score, -MostScore, MostScore) / MostScore;
        if (double.IsNaN(score))
            opinions.Abstain(row, Abstention.NoReversion);
        else if (Tolerance.Above(Math.Abs(score), Entry))
            opinions.View(row, conviction);
        else if (held > 0 && Tolerance.AtMost(score, -Exit))
            opinions.View(row, conviction);
        else if (held < 0 && Tolerance.AtLeast(score, Exit))
            opinions.View(row, conviction);
        else
            opinions.Abstain(row, double.IsNaN(held) ? Abstention.NoSignal : Abstention.RuleEnded);
    }
}
