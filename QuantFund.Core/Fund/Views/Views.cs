using QuantFund.Core.Debate.Arguments;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Orders;

namespace QuantFund.Core.Fund.Views;

// The shapes that REST, the hub and the screen share. Fields are those of DESIGN, section 7: money, prices and
// quantities decimal (a JSON string), fractions and scores double (a JSON number, null when not finite).

public sealed record RegimeView(
    TrendLabel Trend,
    VolatilityLabel Volatility,
    RiskLabel Risk,
    double Correlation,
    double Vix,
    VixSource VixSource
)
{
    /// <summary>The session whose close the VIX is or is estimated from; null without one.</summary>
    public DateOnly? VixDate { get; init; }

    public static RegimeView Of(Regime r) =>
        new(r.Trend, r.Volatility, r.Risk, r.Correlation, r.Vix, r.VixSource) { VixDate = r.VixDate };
}

/// <summary>
/// The fund in one glance. Drawdown is a positive fraction below the high-water mark; leverage is gross exposure over equity,
/// as gross and net exposure are.
/// </summary>
public sealed record FundView(
    TradingState TradingState,
    FundMode? Mode,
    RegimeView? Regime,
    MarketSource Source,
    DateTimeOffset Clock,
    decimal Equity,
    decimal Cash,
    decimal DayPnl,
    double Drawdown,
    double GrossExposure,
    double NetExposure,
    double Leverage,
    CycleId? LastCycleId,
    DateTimeOffset? NextSlot,
    long Sequence
);

public sealed record PositionView(
    Symbol Symbol,
    decimal Quantity,
    decimal AveragePrice,
    decimal Mark,
    decimal MarketValue,
    double Weight,
    string Sector,
    decimal UnrealizedPnl,
    CycleId? OpenedByCycleId
);

/// <summary>Equity in dollars; drawdown, gross and net exposure as fractions of equity.</summary>
public sealed record EquityPoint(DateTimeOffset Time, decimal Equity, double Drawdown, double Gross, double Net);

public sealed record OrderView(
    ClientOrderId ClientOrderId,
    BrokerOrderId? BrokerOrderId,
    CycleId? CycleId,
    Symbol Symbol,
    Side Side,
    OrderType Type,
    decimal Quantity,
    decimal FilledQuantity,
    decimal? AveragePrice,
    decimal? LimitPrice,
    OrderStatus Status,
    DateTimeOffset? SubmittedAt,
    decimal EstimatedCost,
    decimal? ActualCost,
    string? Reason
)
{
    public static OrderView Of(StoredOrder o) =>
        new(
            o.Id,
            o.BrokerId,
            o.Intent.Cycle,
            o.Intent.Symbol,
            o.Intent.Side,
            o.Intent.Type,
            o.Intent.Quantity,
            o.FilledQuantity,
            o.AveragePrice,
            o.Intent.LimitPrice,
            o.Status,
            o.SubmittedAt,
            o.Intent.EstimatedCost,
            o.ActualCost,
            o.Reason
        );
}

public sealed record FillView(
    ClientOrderId ClientOrderId,
    CycleId? CycleId,
    Symbol Symbol,
    Side Side,
    decimal Quantity,
    decimal Price,
    DateTimeOffset Time
);

public enum CycleStatus
{
    Running,
    AwaitingApproval,
    Executing,
    Completed,
    Rejected,
    Expired,
    Skipped,
    Failed,
}

/// <summary>A cycle in the list. <paramref name="Timings"/>: phase name to milliseconds of wall time; trades = planned trades.</summary>
public sealed record CycleView(
    CycleId Id,
    DateTimeOffset? Slot,
    CycleStatus Status,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt,
    FundMode? Mode,
    RegimeView? Regime,
    TradingState TradingState,
    string? PlanHash,
    int Trades,
    IReadOnlyDictionary<string, double> Timings,
    string? Reason
);

/// <summary>One phase of the running cycle, as it begins and as it ends. <paramref name="Note"/> says what came out.</summary>
public sealed record PhaseView(CycleId CycleId, string Phase, bool Finished, double Milliseconds, string? Note);

/// <summary>Weight: share in the last vote; learned weight, score in [0, 1]; last abstention as a sentence.</summary>
public sealed record StrategyView(
    StrategyId Id,
    string Family,
    StrategyState State,
    double Weight,
    double LearnedWeight,
    double Score,
    string? LastAbstention
);

/// <summary>
/// One strategy's score card in the last debate, each part in [0, 1]. Total is before the arguments, argued after them; null
/// where nobody argued.
/// </summary>
public sealed record ScoreView(
    StrategyId Strategy,
    double Alpha,
    double RegimeFit,
    double Diversification,
    double Drawdown,
    double Sentiment,
    double Macro,
    double Total,
    double Weight
)
{
    public double? Support { get; init; }

    public double? Attack { get; init; }

    public double? Argued { get; init; }
}

/// <summary>A claim as it was checked: what the feature table said (null when nothing), and whether the claim holds.</summary>
public sealed record ClaimView(
    string Symbol,
    string Feature,
    ClaimRelation Relation,
    decimal Value,
    DateTimeOffset AsOf,
    ClaimFinding Finding,
    double Actual
);

/// <summary>One argument; strength in [0, 1] after its claims were checked.</summary>
public sealed record ArgumentView(
    Stance Stance,
    StrategyId By,
    StrategyId Target,
    string Prose,
    double Strength,
    IReadOnlyList<ClaimView> Claims
)
{
    public static ArgumentView Of(HeardArgument a) =>
        new(
            a.Stance,
            a.By,
            a.Target,
            a.Prose,
            a.Strength,
            [
                .. a.Claims.Select(c => new ClaimView(
                    c.Claim.Symbol,
                    c.Claim.Feature,
                    c.Claim.Relation,
                    c.Claim.Value,
                    c.Claim.AsOf,
                    c.Finding,
                    c.Actual
                )),
            ]
        );
}

public sealed record DebateView(CycleId CycleId, string Debater, IReadOnlyList<ScoreView> Scores)
{
    /// <summary>By target, in the order of the strategies.</summary>
    public IReadOnlyList<ArgumentView> Arguments { get; init; } = [];
}

/// <summary>One limit: its bound, its use, and how far apart they are, in the limit's own unit.</summary>
public sealed record LimitView(string Name, string Unit, double Limit, double Use, double Headroom);

public sealed record RiskView(
    IReadOnlyList<LimitView> Limits,
    double LadderScale,
    string LadderRung,
    double VixScale,
    decimal HighWaterMark
)
{
    /// <summary>The drawdowns at which the ladder's three rungs act, rising.</summary>
    public IReadOnlyList<double> Rungs { get; init; } = [];
}

public sealed record PlannedTradeView(
    Symbol Symbol,
    Side Side,
    decimal Quantity,
    decimal ReferencePrice,
    double CurrentWeight,
    double TargetWeight,
    decimal EstimatedCost,
    decimal ExpectedBenefit,
    bool Reduces,
    string Why,
    IReadOnlyList<StrategyId> Strategies
);

/// <summary>A plan as an operator sees it. Expiry is wall time; null while no approval is asked for.</summary>
public sealed record PlanView(
    CycleId CycleId,
    string PlanHash,
    DateTimeOffset AsOf,
    decimal Equity,
    IReadOnlyList<PlannedTradeView> Trades,
    DateTimeOffset? ExpiresAt
);
