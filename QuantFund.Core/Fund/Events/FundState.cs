using System.Collections.Immutable;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution.PreTrade;
using QuantFund.Core.Fund.State;
using QuantFund.Core.Fund.Views;
using QuantFund.Core.Ingestion.Sources;

namespace QuantFund.Core.Fund.Events;

/// <summary>
/// Everything that the screen shows, as of one journal sequence: a snapshot and every event since. Lists are bounded and
/// newest first, the equity curve oldest first. Null or empty means not known yet, never zero.
/// </summary>
public sealed record FundState
{
    public const int MostOrders = 200;
    public const int MostFills = 100;
    public const int MostCycles = 30;
    public const int MostAlarms = 30;

    /// <summary>Of the last journalled event in here.</summary>
    public required long Sequence { get; init; }

    /// <summary>The stored trading state, with reason, person and time.</summary>
    public required StoredTradingState Trading { get; init; }

    /// <summary>Null until the engine has measured the fund for the first time since its start.</summary>
    public FundView? Fund { get; init; }

    public ImmutableArray<PositionView> Positions { get; init; } = [];

    public ImmutableArray<OrderView> Orders { get; init; } = [];

    public ImmutableArray<FillView> Fills { get; init; } = [];

    public ImmutableArray<CycleView> Cycles { get; init; } = [];

    /// <summary>Phases of the current cycle that have begun, in the order in which they began.</summary>
    public ImmutableArray<PhaseView> Phases { get; init; } = [];

    /// <summary>The plan that waits for a person.</summary>
    public PlanView? Waiting { get; init; }

    public ImmutableArray<StrategyView> Strategies { get; init; } = [];

    public DebateView? Debate { get; init; }

    /// <summary>Track records, influence, counterfactual books; null before the first cycle has learned.</summary>
    public LearningView? Learning { get; init; }

    public RiskView? Risk { get; init; }

    /// <summary>Since when drawdown is measured anew; null where no person has resumed yet.</summary>
    public MarkReset? MarkedAnew { get; init; }

    public ImmutableArray<SourceStatus> Sources { get; init; } = [];

    public EquityCurve Equity { get; init; } = EquityCurve.Empty;

    public ImmutableArray<FundAlarm> Alarms { get; init; } = [];

    /// <summary>When book and broker last agreed, market time.</summary>
    public DateTimeOffset? ReconciledAt { get; init; }

    /// <summary>The cycle that runs; between cycles the newest that was not skipped; null before the first.</summary>
    public CycleView? CurrentCycle =>
        Cycles.FirstOrDefault(c => c.FinishedAt is null && c.Status != CycleStatus.Skipped)
        ?? Cycles.FirstOrDefault(c => c.Status != CycleStatus.Skipped);

    /// <summary>
    /// The trading state as it is shown: a stored halt always reads halted; over the other two <see cref="TradingState.Reconciling"/>
    /// shows from start until the broker agrees.
    /// </summary>
    public TradingState ShownState =>
        Trading.State != TradingState.Halted && Fund is null or { TradingState: TradingState.Reconciling }
            ? TradingState.Reconciling
            : Trading.State;

    /// <summary>The state after an event, or what is wrong with the event.</summary>
    public FundStep Apply(FundEvent happened)
    {
        if (!happened.Journalled)
            return new FundStep.Changed(FundStateFacts.Apply(this, happened));
        if (happened.Sequence <= Sequence)
            return FundStep.Known.Instance;
        if (happened.Sequence != Sequence + 1)
            return new FundStep.Gap(Sequence + 1, happened.Sequence);
        return new FundStep.Changed(FundStateFacts.Apply(this, happened) with { Sequence = happened.Sequence });
    }

    /// <summary>A new snapshot, with what only ticks carry taken over from the state before it.</summary>
    public FundState WithTicksOf(FundState before) =>
        this with
        {
            Fund = Fund ?? before.Fund,
            Positions = FundStateFacts.Marked(Positions, before.Positions),
            Phases = CurrentCycle?.Id == before.CurrentCycle?.Id ? before.Phases : [],
            Learning = Learning ?? before.Learning,
            Risk = before.Risk,
            Sources = before.Sources,
        };
}

/// <summary>A person resumed: the high-water mark, <paramref name="Previous"/> before, began anew at <paramref name="Equity"/>. Dollars.</summary>
public sealed record MarkReset(DateTimeOffset Time, decimal Previous, decimal Equity);

/// <summary>What an event did to a state.</summary>
public abstract record FundStep
{
    private FundStep() { }

    public sealed record Changed(FundState State) : FundStep;

    /// <summary>The event is in the state already.</summary>
    public sealed record Known : FundStep
    {
        public static Known Instance { get; } = new();
    }

    /// <summary>Events between are missing: only a new snapshot mends that.</summary>
    public sealed record Gap(long Expected, long Got) : FundStep;
}
