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
/// One decision in the making: each phase takes what the phases before left here and leaves its own result. Only
/// <see cref="DecisionCycle"/> calls it, once each and in order. Every method gives its note for the observer.
/// </summary>
internal sealed class Decision(DecisionRequest request, DecisionOptions policy, StrategyRoster roster)
{
    private readonly CycleMemory memory = request.Memory;

    private MarketSnapshot snapshot = null!;
    private FeatureTable features = null!;
    private Regime regime = null!;
    private RegimeMemory regimeMemory = null!;
    private bool[] shortable = null!;
    private IReadOnlyList<Proposal> proposals = null!;
    private OpinionMemory opinions = null!;
    private PriceColumns prices = null!;
    private double[] usualCosts = null!;
    private double influence;
    private Verdict verdict = null!;
    private TargetBook targets = null!;
    private RiskContext riskContext = null!;
    private RiskReview review = null!;
    private CostReview costs = null!;
    private CycleRecord? record;
    private GateAnswer? answer;
    private Submission? submission;
    private Lesson lesson = null!;

    public string Read(IIngestion ingestion)
    {
        snapshot = ingestion.Latest(request.AsOf);
        LookAhead.Refuse(snapshot, request.Session);
        return PhaseNotes.Of(snapshot);
    }

    public string BuildFeatures(Func<MarketSnapshot, FeatureTable> build)
    {
        features = build(snapshot);
        return PhaseNotes.Of(features);
    }

    public string ClassifyRegime()
    {
        (regime, regimeMemory) = RegimeClassifier.Classify(features.Market, memory.Regime);
        return PhaseNotes.Of(regime, ModeSwitch.Choose(regime));
    }

    public string Propose()
    {
        shortable = BookColumns.Shortable(snapshot, policy.Risk);
        (proposals, opinions) = roster.Propose(
            features,
            regime,
            request.Session,
            shortable,
            memory.Opinions,
            Lessons.Ics(memory.Learning, roster),
            request.Strategies,
            request.Cycle
        );
        return PhaseNotes.Of(proposals);
    }

    public async Task<string> DebateAsync(IDebater debater, CancellationToken cancellation)
    {
        prices = PriceColumns.Of(
            features,
            snapshot.Quotes,
            request.Source is MarketSource.Live or MarketSource.Replay,
            policy.Costs,
            memory.Slippage
        );
        usualCosts = CostModel.UsualTrade(prices, features, request.Book.Equity);
        influence = Influence.Of(
            memory.Learning.ClosedTrades,
            memory.Learning.Wins,
            memory.Learning.Sessions,
            policy.Learning
        );
        verdict = await debater.JudgeAsync(
            new DebateBrief(
                proposals,
                features,
                regime,
                usualCosts,
                Lessons.Standings(memory.Learning, roster, regime),
                request.Strategies,
                influence
            ),
            cancellation
        );
        return PhaseNotes.Of(verdict);
    }

    public string Combine()
    {
        targets = WeightedVote.Combine(
            proposals,
            verdict,
            ModeSwitch.Choose(regime),
            features,
            id => request.Strategies.TryGetValue(id, out var state) ? state : StrategyState.Enabled,
            policy.Ensemble,
            memory.BookScale
        );
        return PhaseNotes.Of(targets);
    }

    public string Review()
    {
        riskContext = BookColumns.RiskContext(request, features, snapshot, shortable, policy.Risk);
        review = RiskGate.Review(targets, riskContext);
        return PhaseNotes.Of(review);
    }

    public string Keep()
    {
        costs = review.Approved is { } approved
            ? CostFilter.Keep(approved, CostContext())
            : CostReview.Refused(request.Cycle, request.AsOf, request.Book.Equity, review.Refusal!);
        return PhaseNotes.Of(costs);
    }

    public Task TellAsync(ICycleObserver observer, CancellationToken cancellation) =>
        observer.DecidedAsync(Record, cancellation);

    public async Task<string> AskAsync(IApprovalGate gate, CancellationToken cancellation)
    {
        answer = costs.Plan.Trades.Count == 0 ? null : await gate.AskAsync(costs.Plan, cancellation);
        return PhaseNotes.Of(answer);
    }

    public async Task<string> SubmitAsync(IOrderDesk desk, CancellationToken cancellation)
    {
        submission = answer is GateAnswer.Approved approved
            ? await desk.SubmitAsync(costs.Plan, approved.Excluded, cancellation)
            : null;
        return PhaseNotes.Of(submission);
    }

    public string Learn()
    {
        lesson = Lessons.Record(
            memory.Learning,
            proposals,
            opinions,
            features,
            regime,
            request.Session,
            usualCosts,
            submission,
            request.Book,
            new Vote(verdict, targets),
            request.Strategies,
            policy.Learning
        );
        return PhaseNotes.Of(lesson.Outcomes);
    }

    /// <summary>What was decided so far; the memory stays what it was.</summary>
    public CycleOutcome Preview(IReadOnlyDictionary<string, double> timings) =>
        new(() => Record() with { Timings = timings }, memory, costs.Plan, null, null);

    public CycleOutcome Outcome(IReadOnlyDictionary<string, double> timings) =>
        new(
            () =>
                Record() with
                {
                    Answer = answer is null ? null : AnswerRecord.Of(answer),
                    Orders = submission is null ? [] : [.. submission.Orders.Select(OrderRecord.Of)],
                    RefusedOrders = submission?.Refused ?? [],
                    Learning = RecordWriter.LearningOf(lesson, influence, regime, roster),
                    Timings = timings,
                },
            new CycleMemory
            {
                Regime = regimeMemory,
                Opinions = opinions,
                BookScale = targets.Scale,
                RiskScale = review.VixScale * review.LadderScale,
                Origins = PositionOrigins.Next(memory.Origins, request, features, review, costs.Plan, Sent()),
                Slippage = submission is null
                    ? memory.Slippage
                    : SlippageLessons.Record(memory.Slippage, costs.Plan, submission, prices, features),
                Learning = lesson.Memory,
            },
            costs.Plan,
            answer,
            submission
        )
        {
            Targets = targets,
            Retirements = lesson.Retirements,
            Inputs = new CycleInputs(request, policy, snapshot, verdict.Debater, CoreBuild.Id),
        };

    private CycleRecord Record() =>
        record ??= RecordWriter.Write(
            request,
            snapshot,
            features,
            regime,
            verdict,
            targets,
            riskContext,
            review,
            costs,
            prices
        );

    private HashSet<Symbol> Sent() =>
        submission is not null && answer is GateAnswer.Approved approved
            ? [.. costs.Plan.Without(approved.Excluded).Select(t => t.Symbol)]
            : [];

    private CostContext CostContext() =>
        new(
            request.Cycle,
            request.Session,
            request.Book,
            features,
            prices,
            snapshot.Borrow,
            memory.Origins.ToDictionary(o => o.Symbol),
            request.TradingState,
            policy.Costs
        );
}
