using QuantFund.Core.Costs;
using QuantFund.Core.Debate;
using QuantFund.Core.Domain;
using QuantFund.Core.Ensemble;
using QuantFund.Core.Execution;
using QuantFund.Core.Features;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Learning;
using QuantFund.Core.Pipeline.Records;
using QuantFund.Core.Risk;
using QuantFund.Core.Strategies;

namespace QuantFund.Core.Pipeline;

/// <summary>
/// What phases A to G came to: what they read and what each left. <see cref="DecisionCycle"/> fills it in once; here it
/// becomes the record that explains it and the memory that the next cycle starts from.
/// </summary>
internal sealed class Decision
{
    private CycleRecord? record;

    public required DecisionRequest Request { get; init; }

    public required DecisionOptions Policy { get; init; }

    public required StrategyRoster Roster { get; init; }

    public required MarketSnapshot Snapshot { get; init; }

    public required FeatureTable Features { get; init; }

    public required Regime Regime { get; init; }

    /// <summary>The labels' hysteresis, for the next cycle.</summary>
    public required RegimeMemory Labels { get; init; }

    /// <summary>Each strategy's open opinions, for the next cycle.</summary>
    public required OpinionMemory Opinions { get; init; }

    /// <summary>λ: the share that learned weights had in the verdict.</summary>
    public required double Influence { get; init; }

    public required Verdict Verdict { get; init; }

    public required TargetBook Targets { get; init; }

    public required RiskContext Limits { get; init; }

    public required RiskReview Review { get; init; }

    public required PriceColumns Prices { get; init; }

    public required CostReview Costs { get; init; }

    /// <summary>Written down when it is first asked for: a backtest never asks.</summary>
    public CycleRecord Record =>
        record ??= RecordWriter.Write(
            Request,
            Snapshot,
            Features,
            Regime,
            Verdict,
            Targets,
            Limits,
            Review,
            Costs,
            Prices
        );

    /// <summary>What was decided; the memory stays what it was.</summary>
    public CycleOutcome Preview(IReadOnlyDictionary<string, double> timings) =>
        new(() => Record with { Timings = timings }, Request.Memory, Costs.Plan, null, null);

    /// <summary>What was decided and what became of it.</summary>
    public CycleOutcome Outcome(
        GateAnswer? answer,
        Submission? submission,
        Lesson lesson,
        IReadOnlyDictionary<string, double> timings
    ) =>
        new(
            () =>
                Record with
                {
                    Answer = answer is null ? null : AnswerRecord.Of(answer),
                    Orders = submission is null ? [] : [.. submission.Orders.Select(OrderRecord.Of)],
                    RefusedOrders = submission?.Refused ?? [],
                    Learning = RecordWriter.LearningOf(lesson, Influence, Regime, Roster),
                    Timings = timings,
                },
            MemoryAfter(answer, submission, lesson),
            Costs.Plan,
            answer,
            submission
        )
        {
            Targets = Targets,
            Tracking = Costs.Tracking,
            Retirements = lesson.Retirements,
            Inputs = new CycleInputs(Request, Policy, Snapshot, Verdict.Debater, CoreBuild.Id),
        };

    private CycleMemory MemoryAfter(GateAnswer? answer, Submission? submission, Lesson lesson)
    {
        var before = Request.Memory;
        HashSet<Symbol> sent =
            submission is not null && answer is GateAnswer.Approved approved
                ? [.. Costs.Plan.Without(approved.Excluded).Select(t => t.Symbol)]
                : [];
        return new CycleMemory
        {
            Regime = Labels,
            Opinions = Opinions,
            BookScale = Targets.Scale,
            RiskScale = Review.VixScale * Review.LadderScale,
            Origins = PositionOrigins.Next(before.Origins, Request, Features, Targets, Review, Costs.Plan, sent),
            Slippage = submission is null
                ? before.Slippage
                : SlippageLessons.Record(before.Slippage, Costs.Plan, submission, Prices, Features),
            Learning = lesson.Memory,
        };
    }
}
