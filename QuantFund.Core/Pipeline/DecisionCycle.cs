using QuantFund.Core.Costs;
using QuantFund.Core.Debate;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
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
/// The fund: phases A to I in order. What is injected touches the world; what it is handed to is arithmetic. Memory comes
/// in and goes out; keeping it is the caller's business, and so is running one cycle at a time.
/// </summary>
/// <param name="ingestion">A.</param>
/// <param name="roster">C.</param>
/// <param name="debater">D.</param>
/// <param name="gate">Between plan and orders.</param>
/// <param name="desk">H.</param>
/// <param name="options">The policy now; asked once a cycle.</param>
/// <param name="wall">For the phase timings.</param>
/// <param name="build">
/// B; null = <see cref="FeatureEngine.Build"/>. A backtest hands out what it built of the same snapshot beforehand.
/// </param>
public sealed class DecisionCycle(
    IIngestion ingestion,
    StrategyRoster roster,
    IDebater debater,
    IApprovalGate gate,
    IOrderDesk desk,
    Func<DecisionOptions> options,
    TimeProvider wall,
    Func<MarketSnapshot, FeatureTable>? build = null
) : IDecisionCycle
{
    private readonly Func<MarketSnapshot, FeatureTable> featuresOf = build ?? FeatureEngine.Build;

    public async Task<CycleOutcome> RunAsync(
        DecisionRequest request,
        ICycleObserver observer,
        CancellationToken cancellation
    )
    {
        var policy = options();
        var memory = request.Memory;
        var phase = new PhaseWatch(request.Cycle, observer, wall);

        phase.Begins(Phases.Data); // A
        var snapshot = ingestion.Latest(request.AsOf);
        LookAhead.Refuse(snapshot, request.Session);
        phase.Ends(PhaseNotes.Of(snapshot));

        phase.Begins(Phases.Features); // B
        var features = featuresOf(snapshot);
        phase.Ends(PhaseNotes.Of(features));

        phase.Begins(Phases.Regime);
        var (regime, labels) = RegimeClassifier.Classify(features.Market, memory.Regime);
        var mode = ModeSwitch.Choose(regime);
        phase.Ends(PhaseNotes.Of(regime, mode));

        phase.Begins(Phases.Strategies); // C
        var shortable = BookColumns.Shortable(snapshot, policy.Risk);
        var skill = Lessons.Ics(memory.Learning, roster);
        var (proposals, opinions) = roster.Propose(
            features,
            regime,
            request.Session,
            shortable,
            memory.Opinions,
            skill,
            request.Strategies,
            request.Cycle,
            policy.Risk.EnableShorting
        );
        phase.Ends(PhaseNotes.Of(proposals));

        phase.Begins(Phases.Debate); // D
        var prices = PriceColumns.Of(features, snapshot.Quotes, request.DoublesSpreads, policy.Costs, memory.Slippage);
        var usualCosts = CostModel.UsualTrade(prices, features, request.Book.Equity);
        var standings = Lessons.Standings(memory.Learning, roster, regime);
        var influence = Influence.Of(request.Book.Trades, memory.Learning.Sessions, policy.Learning);
        var brief = new DebateBrief(proposals, features, regime, usualCosts, standings, request.Strategies, influence);
        var verdict = await debater.JudgeAsync(brief, cancellation);
        phase.Ends(PhaseNotes.Of(verdict));

        phase.Begins(Phases.Ensemble); // E
        var targets = WeightedVote.Combine(
            proposals,
            verdict,
            mode,
            features,
            request.Strategies.StateOf,
            policy.Ensemble,
            memory.BookScale
        );
        phase.Ends(PhaseNotes.Of(targets));

        phase.Begins(Phases.Risk); // F
        var limits = BookColumns.RiskContext(request, features, snapshot, shortable, policy.Risk);
        var review = RiskGate.Review(targets, limits);
        phase.Ends(PhaseNotes.Of(review));

        phase.Begins(Phases.Costs); // G
        var context = BookColumns.CostContext(request, features, prices, snapshot, policy.Costs);
        var costs =
            context.Equity <= 0m ? RuinExits.Plan(context)
            : review.Approved is { } targetsWithinLimits ? CostFilter.Keep(targetsWithinLimits, context)
            : CostReview.Refused(request.Cycle, request.AsOf, context.Equity, review.Refusal!);
        phase.Ends(PhaseNotes.Of(costs));

        var decision = new Decision
        {
            Request = request,
            Policy = policy,
            Roster = roster,
            Snapshot = snapshot,
            Features = features,
            Regime = regime,
            Labels = labels,
            Opinions = opinions,
            Influence = influence,
            Verdict = verdict,
            Targets = targets,
            Limits = limits,
            Review = review,
            Prices = prices,
            Costs = costs,
        };
        if (request.Preview)
            return decision.Preview(phase.Timings);
        await observer.DecidedAsync(() => decision.Record, cancellation);

        phase.Begins(Phases.Approval);
        var answer = costs.Plan.Trades.Count == 0 ? null : await gate.AskAsync(costs.Plan, cancellation);
        phase.Ends(PhaseNotes.Of(answer));

        phase.Begins(Phases.Execution); // H
        var submission = answer is GateAnswer.Approved approved
            ? await desk.SubmitAsync(costs.Plan, approved.Excluded, cancellation)
            : null;
        phase.Ends(PhaseNotes.Of(submission));

        phase.Begins(Phases.Learning); // I
        var lesson = Lessons.Record(
            memory.Learning,
            proposals,
            opinions,
            features,
            regime,
            request.Session,
            usualCosts,
            request.Book.Trades,
            new Vote(verdict, targets),
            request.Strategies,
            policy.Learning
        );
        phase.Ends(PhaseNotes.Of(lesson.Outcomes));

        return decision.Outcome(answer, submission, lesson, phase.Timings);
    }
}
