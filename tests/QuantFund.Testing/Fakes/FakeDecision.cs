using QuantFund.Core.Costs;
using QuantFund.Core.Debate;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution;
using QuantFund.Core.Features;
using QuantFund.Core.Learning;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Pipeline.Records;

namespace QuantFund.Testing.Fakes;

/// <summary>
/// A decision whose plan the test writes: it goes through gate and desk as the real one does. Everything before the plan
/// is left out.
/// </summary>
public sealed class FakeDecision(IApprovalGate gate, IOrderDesk desk) : IDecisionCycle
{
    /// <summary>The trades of the next plan, from what is asked.</summary>
    public Func<DecisionRequest, IReadOnlyList<PlannedTrade>> Plan { get; set; } = _ => [];

    /// <summary>Whom the record retires.</summary>
    public IReadOnlyList<Retirement> Retirements { get; set; } = [];

    public List<DecisionRequest> Asked { get; } = [];

    public CycleOutcome? Last { get; private set; }

    public async Task<CycleOutcome> RunAsync(
        DecisionRequest request,
        ICycleObserver observer,
        CancellationToken cancellation
    )
    {
        Asked.Add(request);
        observer.PhaseStarted(request.Cycle, Phases.Costs);
        var plan = new TradePlan(request.Cycle, request.AsOf, request.Book.Equity, Plan(request));
        observer.PhaseFinished(request.Cycle, Phases.Costs, TimeSpan.FromMilliseconds(1), "planned");
        var record = RecordOf(request, plan);
        if (!request.Preview)
            await observer.DecidedAsync(() => record, cancellation);
        if (request.Preview || plan.Trades.Count == 0)
            return new CycleOutcome(record, request.Memory, plan, null, null) { Retirements = Retirements };

        observer.PhaseStarted(request.Cycle, Phases.Approval);
        var answer = await gate.AskAsync(plan, cancellation);
        observer.PhaseFinished(request.Cycle, Phases.Approval, TimeSpan.Zero, answer.GetType().Name);
        if (answer is not GateAnswer.Approved approved)
            return Last = new CycleOutcome(record, request.Memory, plan, answer, null) { Retirements = Retirements };

        observer.PhaseStarted(request.Cycle, Phases.Execution);
        var submission = await desk.SubmitAsync(plan, approved.Excluded, cancellation);
        observer.PhaseFinished(request.Cycle, Phases.Execution, TimeSpan.Zero, $"{submission.Orders.Count} orders");
        return Last = new CycleOutcome(record, request.Memory, plan, answer, submission) { Retirements = Retirements };
    }

    /// <summary>A record of a decision that read nothing.</summary>
    public static CycleRecord RecordOf(DecisionRequest request, TradePlan plan) =>
        new()
        {
            Id = request.Cycle,
            AsOf = request.AsOf,
            Hash = plan.Hash,
            Book = new BookRecord(
                request.Book.Equity,
                request.Book.Cash,
                request.TradingState,
                request.Source,
                request.Preview,
                []
            ),
            Sources = [],
            Market = new MarketFeatures(
                double.NaN,
                VixSource.Missing,
                double.NaN,
                0,
                double.NaN,
                double.NaN,
                double.NaN,
                double.NaN,
                double.NaN,
                0,
                double.NaN,
                MacroFeatures.Missing
            ),
            Regime = new Regime(
                TrendLabel.Neutral,
                double.NaN,
                VolatilityLabel.Normal,
                RiskLabel.Neutral,
                double.NaN,
                double.NaN,
                double.NaN,
                VixSource.Missing
            ),
            Mode = FundMode.Hybrid,
            Features = new FeatureRecord([], new Dictionary<string, IReadOnlyList<double>>(StringComparer.Ordinal)),
            Strategies = [],
            Verdict = new Verdict("none", [], [], [], [], 0, null),
            Ensemble = new EnsembleRecord([], 1, double.NaN, []),
            Risk = new RiskRecord(1, 1, "none", null, [], []),
            Plan = new PlanRecord(plan.Hash, plan.TurnoverFraction, null, plan.Trades, []),
        };

    public static PlannedTrade Trade(
        Symbol symbol,
        Side side,
        decimal quantity,
        decimal price,
        bool reduces = false,
        bool borrow = false
    ) => new(symbol, side, quantity, price, 2, false, 0, 0, 10m, 50m, 5, reduces, borrow, "test", []);
}
