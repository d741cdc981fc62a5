using QuantFund.Core.Costs;
using QuantFund.Core.Debate;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Ingestion.Sources;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Pipeline.Records;
using QuantFund.Core.Risk;

namespace QuantFund.Core.Fund.Views;

/// <summary>
/// The chain from features to fill for one order. <paramref name="Reason"/>: why it was made, in one sentence: the plan's
/// own for an order of a cycle, the journal's for one of a risk act or a command. <paramref name="Decision"/> is null where
/// no cycle is the origin, and while the cycle has not ended.
/// </summary>
public sealed record WhyView(
    OrderView Order,
    OrderOrigin Origin,
    string Reason,
    IReadOnlyList<OrderExecution> Fills,
    IReadOnlyList<OrderStep> History,
    WhyDecision? Decision
);

/// <summary>The part of a cycle's record that bears on one name, plan first, features last.</summary>
/// <param name="CycleId">The cycle.</param>
/// <param name="Version">Of the record; what an older one does not have is null or empty.</param>
/// <param name="AsOf">Market time of the decision.</param>
/// <param name="Hash">Of the decision.</param>
/// <param name="Trade">The planned trade: benefit, cost and their ratio; null when the plan has none for this name.</param>
/// <param name="Answer">Who let the plan pass; null when nobody was asked.</param>
/// <param name="Clamps">Reductions by limits on this name, its sector, or the whole book.</param>
/// <param name="VixScale">Size of new risk by the VIX.</param>
/// <param name="LadderScale">Size of new risk by the drawdown ladder.</param>
/// <param name="Target">What the vote wanted and what risk approved, fractions of equity.</param>
/// <param name="Strategies">Every strategy that had an opinion of the name, largest part first.</param>
/// <param name="Abstentions">Strategies that had none, and why.</param>
/// <param name="Debater">Who judged.</param>
/// <param name="Influence">λ.</param>
/// <param name="Mode">The mode.</param>
/// <param name="Regime">The regime.</param>
/// <param name="Sources">Each source's health and age at the decision.</param>
public sealed record WhyDecision(
    CycleId CycleId,
    int Version,
    DateTimeOffset AsOf,
    string Hash,
    PlannedTrade? Trade,
    AnswerRecord? Answer,
    IReadOnlyList<Clamp> Clamps,
    double VixScale,
    double LadderScale,
    WhyTarget? Target,
    IReadOnlyList<WhyStrategy> Strategies,
    IReadOnlyDictionary<StrategyId, string> Abstentions,
    string Debater,
    double Influence,
    FundMode Mode,
    Regime Regime,
    IReadOnlyList<SourceStatus> Sources
);

public sealed record WhyTarget(
    double Current,
    double Wanted,
    double Approved,
    double ExpectedReturn,
    double HorizonSessions
);

/// <summary>
/// One strategy's part in a name. <paramref name="Contribution"/>: the weight it brought into the vote, fraction of equity;
/// <paramref name="Weight"/> and <paramref name="ExpectedReturn"/>: of its own proposal; <paramref name="Features"/>: what it
/// reads of the name, by name, with the features that size it; every known feature in a record that does not say what was read.
/// </summary>
public sealed record WhyStrategy(
    StrategyId Id,
    string Family,
    StrategyState State,
    double Contribution,
    double Conviction,
    double Weight,
    double ExpectedReturn,
    double HorizonSessions,
    double Ic,
    double Share,
    double VerdictWeight,
    double DebateWeight,
    double LearnedWeight,
    ScoreCard Score,
    IReadOnlyDictionary<string, double> Features
)
{
    /// <summary>What was said for and against the strategy in the debate, each claim checked; empty in a record of version 1.</summary>
    public IReadOnlyList<ArgumentView> Arguments { get; init; } = [];
}
