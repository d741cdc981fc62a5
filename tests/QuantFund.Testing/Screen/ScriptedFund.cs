using QuantFund.Core.Domain;
using QuantFund.Core.Execution.PreTrade;
using QuantFund.Core.Fund.Commands;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.Views;

namespace QuantFund.Testing.Screen;

/// <summary>A fund without an engine: starts from a state, obeys commands at once, and publishes what a test tells it to.</summary>
public sealed class ScriptedFund(FundState start) : IFundSnapshots, IFundCommands
{
    private FundState state = start;

    public ScriptedEvents Events { get; } = new();

    public List<HaltRequest> Halts { get; } = [];

    public List<ApprovalDecision> Decisions { get; } = [];

    /// <summary>Set to make every command fail.</summary>
    public Exception? Trouble { get; set; }

    public int Snapshots { get; private set; }

    public Task<FundState> TakeAsync(CancellationToken cancellation)
    {
        Snapshots++;
        return Trouble is null ? Task.FromResult(state) : Task.FromException<FundState>(Trouble);
    }

    /// <summary>A journalled fact, with the next sequence.</summary>
    public void Happen(FundFact fact) => Tell(fact.At(state.Sequence + 1, SampleFund.Clock));

    /// <summary>A tick, with the sequence of the last journalled fact.</summary>
    public void Tick(FundFact fact) => Tell(fact.At(state.Sequence, SampleFund.Clock));

    /// <summary>A fact that the stores have and no subscriber hears of.</summary>
    public void HappenUnheard(FundFact fact) => Keep(fact.At(state.Sequence + 1, SampleFund.Clock));

    public Task<HaltReport> HaltAsync(HaltRequest request, CancellationToken cancellation)
    {
        if (Trouble is not null)
            return Task.FromException<HaltReport>(Trouble);
        Halts.Add(request);
        Happen(new FundFact.TradingStateChanged(TradingState.Halted, request.Reason, request.By, SampleFund.Clock));
        return Task.FromResult(
            new HaltReport(TradingState.Halted, SampleFund.Clock, 1, request.CancelOrders ? 0 : 3, request.Reason)
        );
    }

    public Task<StoredTradingState> ResumeAsync(string reason, string by, CancellationToken cancellation)
    {
        if (Trouble is not null)
            return Task.FromException<StoredTradingState>(Trouble);
        Happen(new FundFact.TradingStateChanged(TradingState.Active, reason, by, SampleFund.Clock));
        return Task.FromResult(state.Trading);
    }

    public Task<DecisionAnswer> DecideAsync(ApprovalDecision decision, CancellationToken cancellation)
    {
        if (Trouble is not null)
            return Task.FromException<DecisionAnswer>(Trouble);
        Decisions.Add(decision);
        if (state.Waiting?.PlanHash != decision.PlanHash)
            return Task.FromResult<DecisionAnswer>(new DecisionAnswer.Stale());
        Happen(
            new FundFact.PlanDecided(
                decision.Cycle,
                decision.PlanHash,
                decision.Approved,
                decision.By,
                decision.Reason,
                decision.Excluded
            )
        );
        return Task.FromResult<DecisionAnswer>(new DecisionAnswer.Done());
    }

    public Task<bool> SetStrategyAsync(StrategyChange change, CancellationToken cancellation)
    {
        if (Trouble is not null)
            return Task.FromException<bool>(Trouble);
        if (state.Strategies.All(s => s.Id != change.Strategy))
            return Task.FromResult(false);
        Happen(new FundFact.StrategyStateChanged(change.Strategy, change.State, change.By, change.Reason));
        return Task.FromResult(true);
    }

    private void Tell(FundEvent happened)
    {
        Keep(happened);
        Events.Publish(happened);
    }

    private void Keep(FundEvent happened) => state = ((FundStep.Changed)state.Apply(happened)).State;
}
