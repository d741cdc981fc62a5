using QuantFund.Core.Domain;
using QuantFund.Core.Fund.Commands;
using QuantFund.Core.Fund.Views;
using QuantFund.Core.Ingestion.Sources;

namespace QuantFund.Core.Fund.Events;

/// <summary>
/// What happened, in the shape that REST shows. A closed set: <see cref="FundFacts"/> names each one's stream and kind.
/// </summary>
public abstract record FundFact
{
    private FundFact() { }

    // Journalled: a row changed, and the entry is in the same transaction.
    /// <param name="FlattenBy">When the book is to be flat, where that is what the reduction is for.</param>
    public sealed record TradingStateChanged(
        TradingState State,
        string Reason,
        string By,
        DateTimeOffset Since,
        DateTimeOffset? FlattenBy = null
    ) : FundFact;

    public sealed record CycleChanged(CycleView Cycle) : FundFact;

    /// <summary>Slots from <paramref name="First"/> to <paramref name="Last"/> that no cycle ran for and nobody had said why.</summary>
    public sealed record SlotsMissed(int Count, DateTimeOffset First, DateTimeOffset Last) : FundFact;

    public sealed record PlanAwaitsApproval(PlanView Plan) : FundFact;

    public sealed record PlanDecided(
        CycleId CycleId,
        string PlanHash,
        bool Approved,
        string By,
        string? Reason,
        IReadOnlyList<Symbol> Excluded
    ) : FundFact;

    public sealed record OrderChanged(OrderView Order) : FundFact;

    public sealed record OrderRefused(OrderView Order, string Check, string Reason) : FundFact;

    public sealed record OrderFilled(OrderView Order, FillView Fill, decimal Position, decimal Cash) : FundFact;

    public sealed record LedgerAdopted(decimal Cash, IReadOnlyList<Position> Positions) : FundFact;

    public sealed record DifferenceFound(string What, string Ours, string Theirs) : FundFact;

    public sealed record Reconciled(int Orders, int Fills, DateTimeOffset Time) : FundFact;

    public sealed record LadderStepped(string Rung, double Drawdown, string Act) : FundFact;

    public sealed record HighWaterMarkReset(decimal Previous, decimal Equity) : FundFact;

    public sealed record StrategyStateChanged(StrategyId Strategy, StrategyState State, string By, string Reason)
        : FundFact;

    public sealed record DebateScored(DebateView Debate) : FundFact;

    public sealed record StrategiesWeighed(IReadOnlyList<StrategyView> Strategies) : FundFact;

    public sealed record ApiKeyIssued(
        string Id,
        string Name,
        IReadOnlyList<ApiScope> Scopes,
        string By,
        DateTimeOffset? ExpiresAt
    ) : FundFact;

    public sealed record ApiKeyRevoked(string Id, string Name, string By) : FundFact;

    /// <summary>What a person did on the jobs' page: the act as the page names it, and the jobs it was done to.</summary>
    public sealed record JobsChanged(string Act, IReadOnlyList<string> Jobs, string By) : FundFact;

    // Ticks: conflated, not journalled.
    public sealed record FundMarked(FundView Fund) : FundFact;

    public sealed record PositionsMarked(IReadOnlyList<PositionView> Positions) : FundFact;

    public sealed record EquityMarked(EquityPoint Point) : FundFact;

    public sealed record PhaseMoved(PhaseView Phase) : FundFact;

    public sealed record RiskMeasured(RiskView Risk) : FundFact;

    public sealed record Learned(LearningView Learning) : FundFact;

    public sealed record SourcesChanged(IReadOnlyList<SourceStatus> Sources) : FundFact;
}
