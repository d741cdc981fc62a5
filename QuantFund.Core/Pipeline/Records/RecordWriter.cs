using QuantFund.Core.Costs;
using QuantFund.Core.Debate;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Ensemble;
using QuantFund.Core.Features;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Learning;
using QuantFund.Core.Risk;
using QuantFund.Core.Strategies;

namespace QuantFund.Core.Pipeline.Records;

/// <summary>Writes the columns of a decision down as the record that answers every later question. The one place where objects per symbol are made.</summary>
internal static class RecordWriter
{
    public static CycleRecord Write(
        DecisionRequest request,
        MarketSnapshot snapshot,
        FeatureTable features,
        Regime regime,
        Verdict verdict,
        TargetBook targets,
        RiskContext context,
        RiskReview risk,
        CostReview costs,
        PriceColumns prices
    ) =>
        new()
        {
            Id = request.Cycle,
            AsOf = request.AsOf,
            Hash = DecisionHash.Of(request, features, prices, regime, verdict, targets, risk, costs.Plan),
            Book = BookOf(request),
            Sources = snapshot.Sources,
            Market = features.Market,
            Regime = regime,
            Mode = targets.Mode,
            Features = FeaturesOf(features, targets, context),
            Strategies = [.. targets.Proposals.Select(p => StrategyOf(p, features.Universe, request))],
            Verdict = verdict,
            Ensemble = new EnsembleRecord(
                targets.Shares,
                targets.Scale,
                targets.ForecastVolatility,
                TargetsOf(targets, context, risk.Approved)
            ),
            Risk = new RiskRecord(
                risk.VixScale,
                risk.LadderScale,
                Spelling.Of(request.Ladder.Rung),
                risk.Refusal,
                risk.Clamps,
                risk.Uses
            ),
            Plan = new PlanRecord(
                costs.Plan.Hash,
                costs.Plan.TurnoverFraction,
                costs.Refusal,
                costs.Plan.Trades,
                costs.Skips
            ),
        };

    public static LearningRecord LearningOf(Lesson lesson, double influence, Regime regime, StrategyRoster roster)
    {
        var memory = lesson.Memory;
        StrategyId[] ids = [.. roster.Strategies.Select(s => s.Profile.Id)];
        var learned = Lessons.Learned(memory, ids, RegimeKey.Of(regime));
        return new LearningRecord(
            influence,
            memory.Trades.Count,
            memory.Trades.Wins,
            lesson.Outcomes,
            [
                .. ids.Select(id =>
                {
                    var shadow = memory.Of(id).Shadow;
                    return new ShadowRecord(id, shadow.Equity, shadow.Drawdown, shadow.Sharpe, shadow.Days);
                }),
            ]
        )
        {
            Sessions = memory.Sessions,
            LearnedWeights = [.. ids.Select(id => learned[id])],
            Retirements = lesson.Retirements,
            Books = new BookValues(
                memory.Books.Learning.Equity,
                memory.Books.EqualWeights.Equity,
                memory.Books.LastWeek.Equity,
                memory.Books.NoLearning.Equity
            ),
        };
    }

    private static BookRecord BookOf(DecisionRequest request)
    {
        var book = request.Book;
        var equity = book.Equity;
        return new BookRecord(
            equity,
            book.Cash,
            request.TradingState,
            request.Source,
            request.Preview,
            [
                .. book
                    .Positions.Values.OrderBy(p => p.Symbol)
                    .Select(p => new HoldingRecord(
                        p.Symbol,
                        p.Quantity,
                        p.AveragePrice,
                        book.Mark(p),
                        equity != 0m ? (double)(p.Quantity * book.Mark(p) / equity) : 0
                    )),
            ]
        );
    }

    private static FeatureRecord FeaturesOf(FeatureTable features, TargetBook targets, RiskContext context)
    {
        var rows = new List<int>();
        for (var row = 0; row < features.Count; row++)
            if (context.Current.Span[row] != 0 || targets.Weights[row] != 0 || IsProposed(targets.Proposals, row))
                rows.Add(row);
        var columns = new Dictionary<string, IReadOnlyList<double>>(StringComparer.Ordinal);
        for (var f = 0; f < FeatureNames.Count; f++)
        {
            var feature = (Feature)f;
            var column = new double[rows.Count];
            for (var i = 0; i < column.Length; i++)
                column[i] = features[feature, rows[i]];
            columns[FeatureNames.Of(feature)] = column;
        }
        return new FeatureRecord([.. rows.Select(r => features.Universe[r].Symbol)], columns)
        {
            Inputs = features.Inputs,
        };
    }

    private static bool IsProposed(IReadOnlyList<Proposal> proposals, int row)
    {
        foreach (var proposal in proposals)
            if (proposal.Weights[row] != 0)
                return true;
        return false;
    }

    private static StrategyRecord StrategyOf(Proposal proposal, Universe universe, DecisionRequest request)
    {
        var opinions = new List<OpinionRecord>();
        var abstentions = new Dictionary<string, List<Symbol>>(StringComparer.Ordinal);
        for (var row = 0; row < universe.Count; row++)
        {
            var symbol = universe[row].Symbol;
            if (!double.IsNaN(proposal.Convictions[row]))
            {
                opinions.Add(
                    new OpinionRecord(
                        symbol,
                        proposal.Convictions[row],
                        proposal.Weights[row],
                        proposal.ExpectedReturns[row]
                    )
                );
                continue;
            }
            // One sentence for a strategy that is silent on all of them says more than 300 equal ones.
            if (proposal.Silence is not null)
                continue;
            var reason = proposal.Reasons[row].Sentence();
            if (!abstentions.TryGetValue(reason, out var symbols))
                abstentions[reason] = symbols = [];
            symbols.Add(symbol);
        }
        var profile = proposal.Profile;
        return new StrategyRecord(
            profile.Id,
            Spelling.Of(profile.Category),
            Spelling.Of(profile.Family),
            request.Strategies.StateOf(profile.Id),
            proposal.HorizonSessions,
            proposal.Ic,
            proposal.ForecastVolatility,
            proposal.Silence,
            opinions,
            abstentions.ToDictionary(p => p.Key, p => (IReadOnlyList<Symbol>)p.Value, StringComparer.Ordinal)
        )
        {
            Reads = [.. profile.Reads.Select(FeatureNames.Of), .. profile.ReadsBeside],
        };
    }

    private static List<TargetRecord> TargetsOf(TargetBook targets, RiskContext context, ApprovedTargets? approved)
    {
        var records = new List<TargetRecord>();
        for (var row = 0; row < targets.Weights.Length; row++)
        {
            var current = context.Current.Span[row];
            var contributions = targets.Holders(row);
            if (current == 0 && contributions.Count == 0)
                continue;
            records.Add(
                new TargetRecord(
                    targets.Universe[row].Symbol,
                    current,
                    targets.Weights[row],
                    approved is null ? double.NaN : approved.Weights[row],
                    targets.ExpectedReturns[row],
                    targets.Horizons[row],
                    contributions
                )
                {
                    Sector = targets.Universe[row].Sector.Name,
                }
            );
        }
        return records;
    }
}
