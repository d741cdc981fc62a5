using System.Text.Json.Serialization;
using QuantFund.Core.Debate;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Execution;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Features;
using QuantFund.Core.Ingestion.Sources;
using QuantFund.Core.Learning;

namespace QuantFund.Core.Pipeline.Records;

/// <summary>
/// The complete account of one cycle: nothing about a decision lives anywhere else. Weights, returns and volatilities are
/// fractions; money in dollars. A record of an older version stays readable as JSON.
/// </summary>
public sealed record CycleRecord
{
    public const int CurrentVersion = 2;

    public int Version { get; init; } = CurrentVersion;

    public required CycleId Id { get; init; }

    /// <summary>
    /// True for an old record of which only what explains its orders was kept (<see cref="AbridgedRecord"/>): a name that
    /// is missing then says nothing, and <see cref="Hash"/> is that of the whole.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Abridged { get; init; }

    /// <summary>The market time that the decision was made at; nothing newer was read.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>
    /// SHA-256 in small hex over what was read and what was decided, without timings and whatever followed the plan: running
    /// the decision again on the same snapshot, book and memory gives the same.
    /// </summary>
    public required string Hash { get; init; }

    public required BookRecord Book { get; init; }

    public required IReadOnlyList<SourceStatus> Sources { get; init; }

    public required MarketFeatures Market { get; init; }

    public required Regime Regime { get; init; }

    public required FundMode Mode { get; init; }

    /// <summary>The features of every name that a strategy, the book or the plan holds.</summary>
    public required FeatureRecord Features { get; init; }

    public required IReadOnlyList<StrategyRecord> Strategies { get; init; }

    public required Verdict Verdict { get; init; }

    public required EnsembleRecord Ensemble { get; init; }

    public required RiskRecord Risk { get; init; }

    public required PlanRecord Plan { get; init; }

    /// <summary>Null for a preview and for a plan without trades.</summary>
    public AnswerRecord? Answer { get; init; }

    /// <summary>The orders as they ended; empty when nothing was sent.</summary>
    public IReadOnlyList<OrderRecord> Orders { get; init; } = [];

    public IReadOnlyList<RefusedOrder> RefusedOrders { get; init; } = [];

    public LearningRecord? Learning { get; init; }

    /// <summary>Phase name to milliseconds of wall time.</summary>
    public IReadOnlyDictionary<string, double> Timings { get; init; } =
        new Dictionary<string, double>(StringComparer.Ordinal);
}

/// <summary>The book that the decision started from.</summary>
public sealed record BookRecord(
    decimal Equity,
    decimal Cash,
    TradingState TradingState,
    MarketSource Source,
    bool Preview,
    IReadOnlyList<HoldingRecord> Holdings
);

public sealed record HoldingRecord(Symbol Symbol, decimal Quantity, decimal AveragePrice, decimal Mark, double Weight);

/// <summary>One column per feature over <paramref name="Symbols"/>; null in JSON = not enough history or no source.</summary>
public sealed record FeatureRecord(
    IReadOnlyList<Symbol> Symbols,
    IReadOnlyDictionary<string, IReadOnlyList<double>> Columns
)
{
    /// <summary>Where each feature came from, and how old that was; empty in records of version 1.</summary>
    public IReadOnlyList<FeatureInput> Inputs { get; init; } = [];
}

/// <summary>One strategy's proposal, with a reason for every symbol it is silent on: reason → symbols.</summary>
public sealed record StrategyRecord(
    StrategyId Id,
    string Category,
    string Family,
    StrategyState State,
    double HorizonSessions,
    double Ic,
    double ForecastVolatility,
    string? Silence,
    IReadOnlyList<OpinionRecord> Opinions,
    IReadOnlyDictionary<string, IReadOnlyList<Symbol>> Abstentions
)
{
    /// <summary>The features that its opinions come from, by name; empty in a record of version 1.</summary>
    public IReadOnlyList<string> Reads { get; init; } = [];
}

/// <summary>A view: conviction after the sentiment tilt; weight 0 and no expected return for one that is not among the strongest.</summary>
public sealed record OpinionRecord(Symbol Symbol, double Conviction, double Weight, double ExpectedReturn);

/// <summary><paramref name="Shares"/>: v in the order of the strategies; scale: k.</summary>
public sealed record EnsembleRecord(
    IReadOnlyList<double> Shares,
    double Scale,
    double ForecastVolatility,
    IReadOnlyList<TargetRecord> Targets
);

/// <summary>What the vote wanted of a name and what risk left of it; contributions by strategy, before netting and clamps.</summary>
public sealed record TargetRecord(
    Symbol Symbol,
    double Current,
    double Wanted,
    double Approved,
    double ExpectedReturn,
    double HorizonSessions,
    IReadOnlyList<Ensemble.Contribution> Contributions
)
{
    /// <summary>The name's sector, which sector limits bound; null in a record of version 1.</summary>
    public string? Sector { get; init; }
}

public sealed record RiskRecord(
    double VixScale,
    double LadderScale,
    string LadderRung,
    string? Refusal,
    IReadOnlyList<Risk.Clamp> Clamps,
    IReadOnlyList<Risk.LimitUse> Uses
);

public sealed record PlanRecord(
    string Hash,
    double TurnoverFraction,
    string? Refusal,
    IReadOnlyList<Costs.PlannedTrade> Trades,
    IReadOnlyList<Costs.SkippedTrade> Skips
);

public sealed record AnswerRecord(string Answer, string? By, string? Reason, IReadOnlyList<Symbol> Excluded)
{
    public static AnswerRecord Of(GateAnswer answer) =>
        answer switch
        {
            GateAnswer.Approved a => new("approved", a.By, null, [.. a.Excluded.Order()]),
            GateAnswer.Rejected r => new("rejected", r.By, r.Reason, []),
            GateAnswer.Expired e => new("expired", null, e.Reason, []),
            _ => throw new ArgumentOutOfRangeException(nameof(answer), answer, "Unknown answer."),
        };

    /// <exception cref="InvalidOperationException">The record holds an answer that this version does not know.</exception>
    public GateAnswer ToAnswer() =>
        Answer switch
        {
            "approved" => new GateAnswer.Approved(By ?? "", Excluded.ToHashSet()),
            "rejected" => new GateAnswer.Rejected(By ?? "", Reason ?? ""),
            "expired" => new GateAnswer.Expired(Reason ?? ""),
            _ => throw new InvalidOperationException($"The record's answer '{Answer}' is not known."),
        };
}

public sealed record OrderRecord(
    ClientOrderId Id,
    Symbol Symbol,
    Side Side,
    decimal Quantity,
    decimal FilledQuantity,
    decimal? AveragePrice,
    OrderStatus Status,
    decimal EstimatedCost,
    decimal? ActualCost,
    string? Reason
)
{
    public static OrderRecord Of(StoredOrder order) =>
        new(
            order.Id,
            order.Intent.Symbol,
            order.Intent.Side,
            order.Intent.Quantity,
            order.FilledQuantity,
            order.AveragePrice,
            order.Status,
            order.Intent.EstimatedCost,
            order.ActualCost,
            order.Reason
        );

    /// <summary>The order's end as a desk would have reported it; what the record leaves out comes from its trade.</summary>
    internal StoredOrder ToOrder(Costs.TradePlan plan, Costs.PlannedTrade? trade) =>
        new(
            new OrderIntent(
                Id,
                OrderOrigin.Cycle,
                plan.Cycle,
                Symbol,
                Side,
                OrderType.Limit,
                Quantity,
                null,
                0,
                0,
                trade?.Reduces ?? false,
                EstimatedCost,
                trade?.ReferencePrice ?? 0m,
                plan.AsOf
            ),
            null,
            Status,
            FilledQuantity,
            AveragePrice,
            ActualCost,
            Reason,
            plan.AsOf,
            null,
            null,
            plan.AsOf
        );
}

/// <summary>λ with its inputs, the opinions that matured, and each strategy's shadow book, in the order of the strategies.</summary>
public sealed record LearningRecord(
    double Influence,
    int ClosedTrades,
    int Wins,
    IReadOnlyList<Outcome> Outcomes,
    IReadOnlyList<ShadowRecord> Shadows
)
{
    /// <summary>Completed sessions learned from.</summary>
    public int Sessions { get; init; }

    /// <summary>The weights that the next cycle in this regime starts from, in the order of the strategies; they sum to 1.</summary>
    public IReadOnlyList<double> LearnedWeights { get; init; } = [];

    /// <summary>Strategies whose record retires them to shadow.</summary>
    public IReadOnlyList<Retirement> Retirements { get; init; } = [];

    /// <summary>Equity, from 1, of the books of the verdict's weights, equal ones, last week's, and the debate's alone.</summary>
    public BookValues? Books { get; init; }
}

/// <summary>What 1 has become with the verdict's weights, equal ones, last week's learned ones, and the debate's alone.</summary>
public sealed record BookValues(double Learning, double EqualWeights, double LastWeek, double NoLearning);

public sealed record ShadowRecord(StrategyId Strategy, double Equity, double Drawdown, double Sharpe, int Days);
