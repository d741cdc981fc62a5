using QuantFund.Core.Costs;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution;
using QuantFund.Core.Pipeline;

namespace QuantFund.Testing.Fakes;

/// <summary>
/// A decision whose plan the test writes: it goes through gate and desk as the real one does. Everything before the plan
/// is left out.
/// </summary>
public sealed class FakeDecision(IApprovalGate gate, IOrderDesk desk) : IDecisionCycle
{
    /// <summary>The trades of the next plan, from what is asked.</summary>
    public Func<DecisionRequest, IReadOnlyList<PlannedTrade>> Plan { get; set; } = _ => [];

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
        var record = new CycleRecord { Id = request.Cycle, AsOf = request.AsOf };
        if (request.Preview || plan.Trades.Count == 0)
            return new CycleOutcome(record, request.Memory, plan, null, null);

        observer.PhaseStarted(request.Cycle, Phases.Approval);
        var answer = await gate.AskAsync(plan, cancellation);
        observer.PhaseFinished(request.Cycle, Phases.Approval, TimeSpan.Zero, answer.GetType().Name);
        if (answer is not GateAnswer.Approved approved)
            return Last = new CycleOutcome(record, request.Memory, plan, answer, null);

        observer.PhaseStarted(request.Cycle, Phases.Execution);
        var submission = await desk.SubmitAsync(plan, approved.Excluded, cancellation);
        observer.PhaseFinished(request.Cycle, Phases.Execution, TimeSpan.Zero, $"{submission.Orders.Count} orders");
        return Last = new CycleOutcome(record, request.Memory, plan, answer, submission);
    }

    public static PlannedTrade Trade(
        Symbol symbol,
        Side side,
        decimal quantity,
        decimal price,
        bool reduces = false,
        bool borrow = false
    ) => new(symbol, side, quantity, price, 2, false, 0, 0, 10m, 50m, 5, reduces, borrow, "test", []);
}
