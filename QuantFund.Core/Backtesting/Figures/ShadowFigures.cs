using QuantFund.Core.Learning;

namespace QuantFund.Core.Backtesting.Figures;

/// <summary>
/// One strategy's proposals traded on paper, as if it had all the capital: what it says when the cost filter keeps it from
/// trading. <paramref name="Opinions"/>: those whose horizon has passed; <paramref name="HitRate"/>: share with the right
/// sign; <paramref name="MeanNetBps"/>: their mean return less the cost of both sides, basis points;
/// <paramref name="RankIc"/>: mean rank correlation of conviction and return; <paramref name="Return"/>: of the book after
/// costs, a fraction. NaN (null in JSON) where nothing can be said.
/// </summary>
public sealed record ShadowFigures(
    string Strategy,
    int Opinions,
    double HitRate,
    double MeanNetBps,
    double RankIc,
    double Return,
    double Sharpe,
    double MaxDrawdown
)
{
    private const double BpsPerFraction = 1e4;

    /// <summary>The strategies that have a book or opinions to speak of.</summary>
    public static IReadOnlyList<ShadowFigures> Of(LearningMemory learned) =>
        [
            .. learned
                .Strategies.OrderBy(s => s.Key.Value, StringComparer.Ordinal)
                .Select(s => Of(s.Key.Value, s.Value))
                .Where(s => s.Opinions > 0 || s.Return != 0),
        ];

    private static ShadowFigures Of(string strategy, TrackRecord record)
    {
        var all = RegimeRecord.Sum(record.Regimes.Values);
        return new ShadowFigures(
            strategy,
            all.Count,
            all.HitRate,
            all.Count == 0 ? double.NaN : all.NetReturns / all.Count * BpsPerFraction,
            all.RankIc,
            record.Shadow.Equity - 1,
            record.Shadow.Sharpe,
            record.Shadow.WorstDrawdown
        );
    }
}
