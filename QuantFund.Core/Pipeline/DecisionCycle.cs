using System.Collections.Frozen;
using QuantFund.Core.Costs;
using QuantFund.Core.Debate;
using QuantFund.Core.Domain;
using QuantFund.Core.Ensemble;
using QuantFund.Core.Execution;
using QuantFund.Core.Features;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Learning;
using QuantFund.Core.Risk;
using QuantFund.Core.Strategies;

namespace QuantFund.Core.Pipeline;

/// <summary>
/// The fund: phases A to I in order. What is injected touches the world, what is static is arithmetic. Memory comes in and
/// goes out; keeping it is the caller's business, and so is running one cycle at a time.
/// </summary>
/// <param name="ingestion">A.</param>
/// <param name="roster">C.</param>
/// <param name="debater">D.</param>
/// <param name="gate">Between plan and orders.</param>
/// <param name="desk">H.</param>
/// <param name="options">The policy now; asked once a cycle.</param>
/// <param name="wall">For the phase timings.</param>
public sealed class DecisionCycle(
    IIngestion ingestion,
    StrategyRoster roster,
    IDebater debater,
    IApprovalGate gate,
    IOrderDesk desk,
    Func<DecisionOptions> options,
    TimeProvider wall
) : IDecisionCycle
{
    public async Task<CycleOutcome> RunAsync(
        DecisionRequest request,
        ICycleObserver observer,
        CancellationToken cancellation
    )
    {
        var policy = options();
        var memory = request.Memory;
        var watch = new PhaseWatch(request.Cycle, observer, wall);

        var snapshot = watch.Run(Phases.Data, () => ingestion.Latest(request.AsOf), PhaseNotes.Of);
        var features = watch.Run(Phases.Features, () => FeatureEngine.Build(snapshot), PhaseNotes.Of);
        var (regime, regimeMemory) = watch.Run(
            Phases.Regime,
            () => RegimeClassifier.Classify(features.Market, memory.Regime),
            r => PhaseNotes.Of(r.Regime, ModeSwitch.Choose(r.Regime))
        );
        var mode = ModeSwitch.Choose(regime);
        var shortable = BookColumns.Shortable(snapshot, policy.Risk);
        var (proposals, opinions) = watch.Run(
            Phases.Strategies,
            () =>
                roster.Propose(
                    features,
                    regime,
                    request.Session,
                    shortable,
                    memory.Opinions,
                    Lessons.Ics(memory.Learning, roster),
                    request.Strategies,
                    request.Cycle
                ),
            p => PhaseNotes.Of(p.Proposals)
        );
        var prices = PriceColumns.Of(features, snapshot.Quotes, request.Source == MarketSource.Live, policy.Costs);
        var usualCosts = CostModel.UsualTrade(prices, features, request.Book.Equity);
        var influence = Influence.Of(memory.Learning.ClosedTrades, memory.Learning.Wins, policy.Learning);
        var brief = new DebateBrief(
            proposals,
            features,
            regime,
            usualCosts,
            Lessons.Standings(memory.Learning, roster, regime),
            request.Strategies,
            influence
        );
        var verdict = await watch.RunAsync(
            Phases.Debate,
            () => debater.JudgeAsync(brief, cancellation).AsTask(),
            PhaseNotes.Of
        );
        var targets = watch.Run(
            Phases.Ensemble,
            () =>
                WeightedVote.Combine(
                    proposals,
                    verdict,
                    mode,
                    features,
                    brief.StateOf,
                    policy.Ensemble,
                    memory.BookScale
                ),
            PhaseNotes.Of
        );
        var context = BookColumns.RiskContext(request, features, snapshot, shortable, policy.Risk);
        var risk = watch.Run(Phases.Risk, () => RiskGate.Review(targets, context), PhaseNotes.Of);
        var costs = watch.Run(
            Phases.Costs,
            () =>
                risk.Approved is { } approved
                    ? CostFilter.Keep(approved, CostContext(request, snapshot, features, prices, policy.Costs))
                    : CostReview.Refused(request.Cycle, request.AsOf, request.Book.Equity, risk.Refusal!),
            PhaseNotes.Of
        );
        var record = RecordWriter.Write(
            request,
            snapshot,
            features,
            regime,
            verdict,
            targets,
            context,
            risk,
            costs,
            prices
        );
        if (request.Preview)
            return new CycleOutcome(record with { Timings = watch.Timings }, memory, costs.Plan, null, null);

        var answer = await watch.RunAsync(Phases.Approval, () => AskAsync(costs.Plan, cancellation), PhaseNotes.Of);
        var submission = await watch.RunAsync(
            Phases.Execution,
            () => SubmitAsync(costs.Plan, answer, cancellation),
            PhaseNotes.Of
        );
        var (learned, outcomes) = watch.Run(
            Phases.Learning,
            () =>
                Lessons.Record(
                    memory.Learning,
                    proposals,
                    opinions,
                    features,
                    regime,
                    request.Session,
                    usualCosts,
                    submission,
                    request.Book,
                    policy.Learning
                ),
            l => PhaseNotes.Of(l.Outcomes)
        );

        var next = new CycleMemory
        {
            Regime = regimeMemory,
            Opinions = opinions,
            BookScale = targets.Scale,
            RiskScale = risk.VixScale * risk.LadderScale,
            Origins = PositionOrigins.Next(
                memory.Origins,
                request,
                features,
                risk,
                costs.Plan,
                Sent(costs.Plan, answer, submission)
            ),
            Learning = learned,
        };
        record = record with
        {
            Answer = answer is null ? null : AnswerRecord.Of(answer),
            Orders = submission is null ? [] : [.. submission.Orders.Select(OrderRecord.Of)],
            RefusedOrders = submission?.Refused ?? [],
            Learning = RecordWriter.LearningOf(learned, influence, outcomes, roster),
            Timings = watch.Timings,
        };
        return new CycleOutcome(record, next, costs.Plan, answer, submission);
    }

    private static CostContext CostContext(
        DecisionRequest request,
        MarketSnapshot snapshot,
        FeatureTable features,
        PriceColumns prices,
        CostOptions options
    ) =>
        new(
            request.Cycle,
            request.Session,
            request.Book,
            features,
            prices,
            snapshot.Borrow,
            request.Memory.Origins.ToFrozenDictionary(o => o.Symbol),
            request.TradingState,
            options
        );

    private async Task<GateAnswer?> AskAsync(TradePlan plan, CancellationToken cancellation) =>
        plan.Trades.Count == 0 ? null : await gate.AskAsync(plan, cancellation);

    private async Task<Submission?> SubmitAsync(TradePlan plan, GateAnswer? answer, CancellationToken cancellation) =>
        answer is GateAnswer.Approved approved ? await desk.SubmitAsync(plan, approved.Excluded, cancellation) : null;

    private static HashSet<Symbol> Sent(TradePlan plan, GateAnswer? answer, Submission? submission) =>
        submission is null || answer is not GateAnswer.Approved approved
            ? []
            : [.. plan.Without(approved.Excluded).Select(t => t.Symbol)];
}
