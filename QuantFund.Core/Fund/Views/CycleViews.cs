using QuantFund.Core.Debate.Arguments;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Pipeline.Records;

namespace QuantFund.Core.Fund.Views;

/// <summary>What screen and REST show of a cycle, from its record alone.</summary>
public static class CycleViews
{
    /// <summary>The strategies in roster order: weight = share of capital in the vote (v), learned weight and score from the verdict.</summary>
    public static IReadOnlyList<StrategyView> Strategies(CycleRecord record)
    {
        var views = new StrategyView[record.Strategies.Count];
        for (var i = 0; i < views.Length; i++)
        {
            var strategy = record.Strategies[i];
            views[i] = new StrategyView(
                strategy.Id,
                Spelling.OfStored(strategy.Family),
                strategy.State,
                record.Ensemble.Shares[i],
                record.Verdict.LearnedWeights[i],
                Spoke(strategy) ? Argued(record, i)?.Total ?? record.Verdict.Scores[i].Total : double.NaN,
                SilenceOf(strategy)
            );
        }
        return views;
    }

    public static DebateView Debate(CycleRecord record) =>
        new(
            record.Id,
            record.Verdict.Debater,
            [
                .. record.Verdict.Scores.Select(
                    (s, i) =>
                        new ScoreView(
                            s.Strategy,
                            s.Alpha,
                            s.RegimeFit,
                            s.Diversification,
                            s.Drawdown,
                            s.Sentiment,
                            s.Macro,
                            Spoke(record.Strategies[i]) ? s.Total : double.NaN,
                            record.Verdict.Weights[i]
                        )
                        {
                            Support = Argued(record, i)?.Support,
                            Attack = Argued(record, i)?.Attack,
                            Argued = Spoke(record.Strategies[i]) ? Argued(record, i)?.Total : null,
                        }
                ),
            ]
        )
        {
            Arguments = [.. record.Verdict.Arguments.Select(ArgumentView.Of)],
        };

    /// <summary>Who abstains has no score: 0 would say that it was judged and found worthless.</summary>
    private static bool Spoke(StrategyRecord strategy) =>
        strategy.Silence is null && strategy.Opinions.Any(o => o.Weight != 0);

    private static ArguedScore? Argued(CycleRecord record, int strategy) =>
        strategy < record.Verdict.Argued.Count ? record.Verdict.Argued[strategy] : null;

    /// <summary>Null while the strategy speaks; else its own sentence, or the reason that most symbols share.</summary>
    private static string? SilenceOf(StrategyRecord strategy) =>
        strategy.Silence
        ?? (
            Spoke(strategy)
                ? null
                : strategy.Abstentions.OrderByDescending(a => a.Value.Count).Select(a => a.Key).FirstOrDefault()
        );
}
