using QuantFund.Core.Debate;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Strategies;

namespace QuantFund.Testing.Decision;

/// <summary>One whole cycle over a snapshot, every plan approved and every order filled: what a store is given to keep.</summary>
public static class StoredDecision
{
    public static Task<CycleOutcome> RunAsync(
        MarketSnapshot snapshot,
        DecisionRequest request,
        DecisionOptions? options = null,
        DebateMode mode = DebateMode.Full
    ) =>
        new DecisionCycle(
            new FixedIngestion(snapshot),
            StrategyRoster.Standard,
            new RuleDebater(mode),
            ScriptedGate.ApprovesAll,
            new FillingDesk(),
            () => options ?? DecisionOptions.Default,
            TimeProvider.System
        ).RunAsync(request, new PhaseLog(), CancellationToken.None);
}
