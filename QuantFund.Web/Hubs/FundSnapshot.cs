using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.Views;
using QuantFund.Core.Ingestion.Sources;

namespace QuantFund.Web.Hubs;

/// <summary>The fund at one sequence. Null: not known yet.</summary>
public sealed record FundSnapshot(
    long Sequence,
    FundView? Fund,
    IReadOnlyList<PositionView> Positions,
    IReadOnlyList<OrderView> Orders,
    CycleView? Cycle,
    IReadOnlyList<StrategyView> Strategies,
    IReadOnlyList<SourceStatus> Sources,
    RiskView? Risk
)
{
    public static FundSnapshot Of(FundState state) =>
        new(
            state.Sequence,
            state.Fund is { } fund ? fund with { TradingState = state.ShownState, Sequence = state.Sequence } : null,
            state.Positions,
            state.Orders,
            state.CurrentCycle,
            LearnedWeights.On(state.Strategies, state.Learning),
            state.Sources,
            state.Risk
        );
}
