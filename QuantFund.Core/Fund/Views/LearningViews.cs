using QuantFund.Core.Costs;
using QuantFund.Core.Domain;
using QuantFund.Core.Learning;
using QuantFund.Core.Pipeline.Records;
using QuantFund.Core.Strategies;

namespace QuantFund.Core.Fund.Views;

// What the fund has learned, in the shape that REST, the hub and the Strategies page share. Fractions; null when not known.

/// <summary>λ with what it follows from: closed trades, those that won, and the sessions learned from.</summary>
public sealed record InfluenceView(
    double Influence,
    int ClosedTrades,
    int Wins,
    double WinRate,
    int Sessions,
    double Least,
    double Most
);

/// <summary>A book on paper: what 1 has become, and its statistics on trading days. Drawdowns are positive fractions.</summary>
public sealed record ShadowView(double Equity, double Sharpe, double Drawdown, double WorstDrawdown, int Days)
{
    public static ShadowView Of(ShadowBook b) => new(b.Equity, b.Sharpe, b.Drawdown, b.WorstDrawdown, b.Days);
}

/// <summary>
/// A strategy's matured opinions in one regime (such as <c>normal-up</c>; null = all together) and its shadow book in that
/// regime's sessions. Mean net return per opinion; calibration: share that was right over the mean chance foretold.
/// </summary>
public sealed record RegimeRecordView(
    string? Regime,
    int Opinions,
    double HitRate,
    double RankIc,
    double MeanNetReturn,
    double ProfitFactor,
    double Calibration,
    ShadowView Shadow
);

/// <summary>
/// What is known of one strategy. <paramref name="Ic"/>: its information coefficient now, <paramref name="PriorIc"/> at the
/// start. <paramref name="LossEvidence"/>: from 1; at <paramref name="RetiresAt"/> it is put to shadow (0 = never).
/// </summary>
public sealed record TrackRecordView(
    StrategyId Id,
    StrategyState State,
    double LearnedWeight,
    double Ic,
    double PriorIc,
    double LossEvidence,
    double RetiresAt,
    int Waiting,
    ShadowView Shadow,
    RegimeRecordView Overall,
    IReadOnlyList<RegimeRecordView> Regimes
);

/// <summary>
/// A book of other weights: <c>learning</c> (the verdict's), <c>equalWeights</c>, <c>lastWeek</c>, <c>noLearning</c>.
/// <paramref name="ValueBps"/>: what the verdict's weights earned over these, basis points a session.
/// </summary>
public sealed record CounterfactualView(string Name, double ValueBps, ShadowView Book);

/// <summary>Slippage of one liquidity class, basis points a side at a VIX from 15 to 20; cost error = |Σ actual − Σ estimated|/Σ estimated.</summary>
public sealed record SlippageView(
    string Spread,
    double PriorBps,
    double LearnedBps,
    int Fills,
    double EstimatedBps,
    double ActualBps,
    double CostError
);

/// <summary>Everything that has been learned. <paramref name="Regime"/>: the one that learned weights are shown for.</summary>
public sealed record LearningView(
    string? Regime,
    DateOnly? LastSession,
    InfluenceView Influence,
    IReadOnlyList<TrackRecordView> Strategies,
    IReadOnlyList<CounterfactualView> Counterfactuals,
    IReadOnlyList<SlippageView> Slippage
);

/// <summary>From the memory to its views: pure.</summary>
public static class LearningViews
{
    public static LearningView Of(
        CycleMemory memory,
        StrategyRoster roster,
        IReadOnlyDictionary<StrategyId, StrategyState> states,
        LearningOptions options
    )
    {
        var learning = memory.Learning;
        StrategyId[] ids = [.. roster.Strategies.Select(s => s.Profile.Id)];
        var weights = Lessons.Learned(learning, ids, learning.LastRegime ?? "");
        var books = learning.Books;
        return new LearningView(
            learning.LastRegime,
            learning.LastSession,
            new InfluenceView(
                Influence.Of(learning.Trades, learning.Sessions, options),
                learning.Trades.Count,
                learning.Trades.Wins,
                learning.Trades.WinRate,
                learning.Sessions,
                options.LeastInfluence,
                options.MostInfluence
            ),
            [
                .. roster.Strategies.Select(s =>
                    Of(
                        s.Profile,
                        learning.Of(s.Profile.Id),
                        states.StateOf(s.Profile.Id),
                        weights[s.Profile.Id],
                        options
                    )
                ),
            ],
            [
                new CounterfactualView("learning", 0, ShadowView.Of(books.Learning)),
                new CounterfactualView(
                    "equalWeights",
                    books.ValueOver(books.EqualWeights),
                    ShadowView.Of(books.EqualWeights)
                ),
                new CounterfactualView("lastWeek", books.ValueOver(books.LastWeek), ShadowView.Of(books.LastWeek)),
                new CounterfactualView("noLearning", books.ValueBps, ShadowView.Of(books.NoLearning)),
            ],
            [.. Enumerable.Range(0, Slippage.Classes).Select(c => Of(c, memory.Slippage))]
        );
    }

    private static TrackRecordView Of(
        StrategyProfile profile,
        TrackRecord record,
        StrategyState state,
        double weight,
        LearningOptions options
    ) =>
        new(
            profile.Id,
            state,
            weight,
            record.Ic.Posterior(profile.PriorIc),
            profile.PriorIc,
            record.Losing.Value,
            options.FalseRetirement > 0 ? 1 / options.FalseRetirement : 0,
            record.Pending.Count,
            ShadowView.Of(record.Shadow),
            Of(null, RegimeRecord.Sum(record.Regimes.Values), ShadowView.Of(record.Shadow)),
            [
                .. record
                    .Regimes.OrderBy(r => r.Key, StringComparer.Ordinal)
                    .Select(r => Of(r.Key, r.Value, Of(r.Value.Shadow))),
            ]
        );

    private static RegimeRecordView Of(string? regime, RegimeRecord record, ShadowView shadow) =>
        new(
            regime,
            record.Count,
            record.HitRate,
            record.RankIc,
            record.Count == 0 ? double.NaN : record.NetReturns / record.Count,
            record.ProfitFactor,
            record.Calibration,
            shadow
        );

    private static ShadowView Of(RegimeShadow s) =>
        new(s.Equity, s.Sharpe, Math.Max(0, 1 - (s.Equity / s.Peak)), s.WorstDrawdown, s.Days);

    private static SlippageView Of(int liquidityClass, SlippageMemory memory)
    {
        var known = memory.Of(liquidityClass);
        var prior = Slippage.PriorOf(liquidityClass);
        return new SlippageView(
            Slippage.NameOf(liquidityClass),
            prior,
            ((SlippageMemory.PriorFills * prior) + known.SlippedBps) / (SlippageMemory.PriorFills + known.Fills),
            known.Fills,
            known.Traded > 0 ? known.Estimated / known.Traded * 1e4 : double.NaN,
            known.Traded > 0 ? known.Actual / known.Traded * 1e4 : double.NaN,
            known.Estimated > 0 ? Math.Abs(known.Actual - known.Estimated) / known.Estimated : double.NaN
        );
    }
}
