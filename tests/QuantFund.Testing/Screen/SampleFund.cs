using System.Collections.Immutable;
using QuantFund.Core.Debate.Arguments;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.State;
using QuantFund.Core.Fund.Views;
using QuantFund.Core.Ingestion.Sources;
using QuantFund.Core.Pipeline;

namespace QuantFund.Testing.Screen;

/// <summary>A fund in the middle of a session, complete enough to fill every part of the screen. Same every time.</summary>
public static class SampleFund
{
    /// <summary>Tuesday 6 January 2026, 11:20 in New York.</summary>
    public static readonly DateTimeOffset Clock = new(2026, 1, 6, 16, 20, 0, TimeSpan.Zero);

    public static readonly CycleId Cycle = new("c20260106-1115");

    private static readonly RegimeView Regime = new(
        TrendLabel.Up,
        VolatilityLabel.Normal,
        RiskLabel.On,
        0.31,
        16.4,
        VixSource.Index
    );

    private static readonly (string Symbol, decimal Shares, decimal Price, decimal Mark, string Sector)[] Holdings =
    [
        ("AAPL", 412, 231.10m, 234.52m, "Information Technology"),
        ("MSFT", 205, 468.90m, 471.33m, "Information Technology"),
        ("JPM", 380, 246.20m, 244.05m, "Financials"),
        ("XOM", 720, 108.44m, 109.91m, "Energy"),
        ("BRK.B", 155, 487.02m, 491.18m, "Financials"),
        ("LLY", 84, 790.15m, 801.72m, "Health Care"),
        ("NVDA", 640, 138.20m, 141.07m, "Information Technology"),
        ("COST", 61, 921.30m, 917.44m, "Consumer Staples"),
        ("CAT", 118, 362.75m, 366.02m, "Industrials"),
        ("TSLA", -96, 402.18m, 409.66m, "Consumer Discretionary"),
        ("PFE", -2100, 26.41m, 26.12m, "Health Care"),
        ("INTC", -1850, 21.07m, 20.66m, "Information Technology"),
        ("PYPL", -410, 86.33m, 85.20m, "Financials"),
        ("NKE", -330, 73.90m, 74.45m, "Consumer Discretionary"),
    ];

    public static decimal EquityNow => 1_012_734.18m;

    public static FundState State(TradingState state = TradingState.Active) =>
        new()
        {
            Sequence = 4821,
            Trading =
                state == TradingState.Active
                    ? new(TradingState.Active, "Fund started", "engine", Clock.AddHours(-2))
                    : new(state, "Odd quotes in the energy names", "operator", Clock.AddMinutes(-3)),
            Fund = Fund(state),
            Positions = [.. Holdings.Select(Position)],
            Orders = Orders,
            Fills = Fills,
            Cycles = Cycles,
            Phases = Running,
            Strategies = Strategies,
            Debate = new DebateView(Cycle, "rules", Scores) { Arguments = Arguments },
            Learning = Learning,
            Risk = Risk,
            Sources = Sources,
            Equity = EquityCurve.Of(Equity),
            Alarms = Alarms,
            ReconciledAt = Clock.AddHours(-2),
        };

    public static FundState Empty =>
        new() { Sequence = 0, Trading = new(TradingState.Active, "New fund", "engine", Clock) };

    public static FundView Fund(TradingState state = TradingState.Active) =>
        new(
            state,
            FundMode.Hybrid,
            Regime,
            MarketSource.Simulated,
            Clock,
            EquityNow,
            385_210.44m,
            4_318.77m,
            0.0123,
            1.284,
            0.412,
            1.28,
            Cycle,
            Clock.AddMinutes(10),
            4821
        );

    public static PlanView Plan(DateTimeOffset? expiresAt) =>
        new(
            Cycle,
            "5f2d9c5a0f9e7b1c",
            Clock,
            EquityNow,
            [
                new(
                    Symbol.Parse("AAPL"),
                    Side.Buy,
                    120,
                    234.52m,
                    0.0954,
                    0.1232,
                    18.40m,
                    141.20m,
                    false,
                    "Momentum over 12 months and 63 days agree; reversion abstains",
                    [new("time-series-momentum"), new("cross-section-momentum")]
                ),
                new(
                    Symbol.Parse("XOM"),
                    Side.Sell,
                    300,
                    109.91m,
                    0.0781,
                    0.0456,
                    11.85m,
                    60.10m,
                    true,
                    "Weight of the energy sector above its limit",
                    [new("mean-reversion-ls")]
                ),
                new(
                    Symbol.Parse("PFE"),
                    Side.Sell,
                    500,
                    26.12m,
                    -0.0542,
                    -0.0671,
                    6.20m,
                    22.75m,
                    false,
                    "Weak against its sector over 6 months",
                    [new("cross-section-momentum")]
                ),
            ],
            expiresAt
        );

    private static PositionView Position(
        (string Symbol, decimal Shares, decimal Price, decimal Mark, string Sector) h
    ) =>
        new(
            Symbol.Parse(h.Symbol),
            h.Shares,
            h.Price,
            h.Mark,
            h.Shares * h.Mark,
            (double)(h.Shares * h.Mark / EquityNow),
            h.Sector,
            h.Shares * (h.Mark - h.Price),
            Cycle
        );

    private static ImmutableArray<OrderView> Orders { get; } =
    [
        Order(1, "NVDA", Side.Buy, 640, 410, OrderStatus.PartiallyFilled, 141.05m, 141.10m, 22.10m, 14.62m),
        Order(2, "CAT", Side.Buy, 118, 118, OrderStatus.Filled, 365.98m, 366.10m, 9.84m, 7.33m),
        Order(3, "TSLA", Side.Sell, 96, 0, OrderStatus.Accepted, null, 409.50m, 12.70m, null),
        Order(4, "PYPL", Side.Sell, 410, 410, OrderStatus.Filled, 85.31m, 85.25m, 8.15m, -2.05m),
        Order(5, "GME", Side.Sell, 700, 0, OrderStatus.Rejected, null, 24.80m, 10.02m, null, "Not shortable today"),
        Order(6, "COST", Side.Buy, 61, 61, OrderStatus.Filled, 917.80m, 918.10m, 14.11m, 16.47m),
        Order(7, "NKE", Side.Sell, 330, 210, OrderStatus.Cancelled, 74.31m, 74.30m, 6.66m, 3.12m, "Time ran out"),
        Order(8, "LLY", Side.Buy, 84, 84, OrderStatus.Filled, 800.90m, 801.40m, 19.92m, 21.40m),
        Order(9, "INTC", Side.Sell, 1850, 1850, OrderStatus.Filled, 20.69m, 20.68m, 12.30m, 9.25m),
        Order(10, "JPM", Side.Sell, 75, 75, OrderStatus.Filled, 244.20m, null, 5.10m, 4.02m),
    ];

    private static ImmutableArray<FillView> Fills { get; } =
    [
        .. Orders
            .Where(o => o.FilledQuantity > 0)
            .Select(o => new FillView(
                o.ClientOrderId,
                o.CycleId,
                o.Symbol,
                o.Side,
                o.FilledQuantity,
                o.AveragePrice!.Value,
                o.SubmittedAt!.Value.AddSeconds(9)
            )),
    ];

    private static ImmutableArray<CycleView> Cycles { get; } =
    [
        Past(0, CycleStatus.Executing, 11),
        Past(1, CycleStatus.Completed, 14),
        Past(2, CycleStatus.Completed, 6),
        Past(3, CycleStatus.Skipped, 0, "The cycle before was still running"),
        Past(4, CycleStatus.Completed, 9),
        Past(5, CycleStatus.Rejected, 12, "Rejected by operator"),
        Past(6, CycleStatus.Completed, 22),
    ];

    private static ImmutableArray<PhaseView> Running { get; } =
    [
        new(Cycle, Phases.Data, true, 41.2, "8 sources, 0 stale"),
        new(Cycle, Phases.Features, true, 118.7, "312 symbols, 46 features"),
        new(Cycle, Phases.Regime, true, 0.8, "up, normal, risk on"),
        new(Cycle, Phases.Strategies, true, 64.1, "4 proposals, 1 abstains"),
        new(Cycle, Phases.Debate, true, 12.3, "rules, 4 scores"),
        new(Cycle, Phases.Ensemble, true, 3.4, "58 targets"),
        new(Cycle, Phases.Risk, true, 5.9, "7 clamps"),
        new(Cycle, Phases.Costs, true, 2.2, "11 trades kept, 9 skipped"),
        new(Cycle, Phases.Approval, true, 0.3, "automatic"),
        new(Cycle, Phases.Execution, false, 0, "8 of 11 orders done"),
    ];

    private static ImmutableArray<StrategyView> Strategies { get; } =
    [
        new(new("time-series-momentum"), "position", StrategyState.Enabled, 0.38, 0.31, 0.71, null),
        new(new("cross-section-momentum"), "position", StrategyState.Enabled, 0.34, 0.29, 0.66, null),
        new(new("mean-reversion-ls"), "longShort", StrategyState.Enabled, 0.28, 0.22, 0.55, null),
        new(
            new("vwap-reversion"),
            "intraday",
            StrategyState.Enabled,
            0,
            0.18,
            double.NaN,
            "fewer than 8 bars since the open"
        ),
    ];

    private static ScoreView[] Scores { get; } =
    [
        new(new("time-series-momentum"), 0.74, 0.88, 0.52, 0.70, 0.61, 0.66, 0.71, 0.38)
        {
            Support = 0.42,
            Attack = 0.30,
            Argued = 0.73,
        },
        new(new("cross-section-momentum"), 0.69, 0.80, 0.48, 0.63, 0.58, 0.64, 0.66, 0.34),
        new(new("mean-reversion-ls"), 0.48, 0.41, 0.83, 0.59, 0.50, 0.52, 0.55, 0.28),
    ];

    private static ShadowView Paper { get; } = new(1.0123, 1.42, 0.004, 0.021, 12);

    private static LearningView Learning { get; } =
        new(
            "normal-up",
            new DateOnly(2026, 1, 5),
            new InfluenceView(0.45, 60, 33, 0.55, 12, 0.2, 0.7),
            [
                .. Strategies.Select(s => new TrackRecordView(
                    s.Id,
                    s.State,
                    s.LearnedWeight,
                    0.041,
                    0.03,
                    1.2,
                    20,
                    5,
                    Paper,
                    Record(null),
                    [Record("normal-up"), Record("high-neutral")]
                )),
            ],
            [
                new CounterfactualView("learning", 0, Paper),
                new CounterfactualView("equalWeights", 1.25, Paper),
                new CounterfactualView("lastWeek", -0.4, Paper),
                new CounterfactualView("noLearning", 0.8, Paper),
            ],
            [new SlippageView("2 to 5 bps", 2, 1.6, 280, 2.6, 2.2, 0.19)]
        );

    private static RegimeRecordView Record(string? regime) => new(regime, 40, 0.525, 0.02, 0.0004, 1.1, 0.98, Paper);

    private static ArgumentView[] Arguments { get; } =
    [
        new(
            Stance.Supports,
            new("time-series-momentum"),
            new("time-series-momentum"),
            "A trend strength of 0.71 is its kind of market.",
            0.42,
            [Claimed("trend_strength", 0.71m, ClaimFinding.Holds, 0.7124)]
        ),
        new(
            Stance.Attacks,
            new("mean-reversion-ls"),
            new("time-series-momentum"),
            "A crowded trend: what it would buy stands at a mean RSI of 81.",
            0.30,
            [Claimed("mean_rsi_14", 81.0m, ClaimFinding.False, 66.4), Claimed("names", 40m, ClaimFinding.Holds, 40)]
        ),
    ];

    private static ClaimView Claimed(string feature, decimal value, ClaimFinding finding, double actual) =>
        new(Claim.Portfolio, feature, ClaimRelation.Equals, value, Clock, finding, actual);

    private static RiskView Risk { get; } =
        new(
            [
                new("position", "fraction", 0.15, 0.0954, 0.0546),
                new("sector", "fraction", 0.30, 0.287, 0.013),
                new("long", "fraction", 1.0, 0.848, 0.152),
                new("gross", "fraction", 2.0, 1.284, 0.716),
                new("net-long", "fraction", 1.0, 0.412, 0.588),
                new("volatility", "fraction a year", 0.18, 0.104, 0.076),
                new("dayLoss", "fraction", 0.03, 0.0, 0.03),
            ],
            1.0,
            "none",
            1.0,
            1_025_346.10m
        );

    private static ImmutableArray<SourceStatus> Sources { get; } =
    [
        new(SourceNames.Quotes, SourceHealth.Ok, Clock, 1, null, null),
        new(SourceNames.IntradayPrices, SourceHealth.Ok, Clock.AddMinutes(-5), 300, null, null),
        new(SourceNames.DailyPrices, SourceHealth.Ok, Clock.AddHours(-19), 68_400, null, null),
        new(SourceNames.Account, SourceHealth.Ok, Clock, 2, null, null),
        new(
            SourceNames.News,
            SourceHealth.Stale,
            Clock.AddHours(-3),
            10_800,
            "No answer within 10 s; trying again at 11:30",
            12
        ),
        new(SourceNames.Macro, SourceHealth.Ok, Clock.AddDays(-4), 345_600, null, null),
        new(SourceNames.Vix, SourceHealth.Ok, Clock, 4, null, null),
        new(SourceNames.Fundamentals, SourceHealth.Off, null, null, null, null),
    ];

    private static ImmutableArray<FundAlarm> Alarms { get; } =
    [
        new(
            4790,
            Clock.AddMinutes(-12),
            AlarmLevel.Warning,
            "Order for GME not permitted",
            "The name is not on the shortable list (check: borrow)"
        ),
        new(
            4402,
            Clock.AddHours(-20),
            AlarmLevel.Notice,
            "High-water mark set anew",
            "From $1,019,240.00 to $1,025,346.10."
        ),
    ];

    /// <summary>Three sessions of marks, one each five minutes, up to now.</summary>
    private static IEnumerable<EquityPoint> Equity
    {
        get
        {
            var random = new Random(7);
            var (equity, high, drift) = (998_200.0, 1_000_000.0, 0.0);
            foreach (var open in (int[])[2, 5, 6])
            {
                var time = new DateTimeOffset(2026, 1, open, 14, 30, 0, TimeSpan.Zero);
                for (var i = 0; i <= 78 && time < Clock; i++, time = time.AddMinutes(5))
                {
                    drift = (0.9 * drift) + (120 * (random.NextDouble() - 0.5));
                    equity += drift + 134 + (900 * (random.NextDouble() - 0.5));
                    high = Math.Max(high, equity);
                    yield return new(time, Math.Round((decimal)equity, 2), 1 - (equity / high), 1.28, 0.41);
                }
            }
            yield return new(Clock, EquityNow, 0.0123, 1.28, 0.41);
        }
    }

    private static OrderView Order(
        int number,
        string symbol,
        Side side,
        decimal quantity,
        decimal filled,
        OrderStatus status,
        decimal? average,
        decimal? limit,
        decimal estimate,
        decimal? actual,
        string? reason = null
    ) =>
        new(
            new ClientOrderId($"{Cycle}-{symbol}-0-1"),
            new BrokerOrderId($"b{number}"),
            Cycle,
            Symbol.Parse(symbol),
            side,
            limit is null ? OrderType.Market : OrderType.Limit,
            quantity,
            filled,
            average,
            limit,
            status,
            Clock.AddSeconds(-20 * number),
            estimate,
            actual,
            reason
        );

    private static CycleView Past(int back, CycleStatus status, int trades, string? reason = null)
    {
        var slot = Clock.AddMinutes(-5 - (15 * back));
        var done = status != CycleStatus.Executing;
        return new(
            back == 0 ? Cycle : new CycleId($"c20260106-{NewYork.ToLocal(slot):HHmm}"),
            slot,
            status,
            slot,
            done ? slot.AddMinutes(6) : null,
            FundMode.Hybrid,
            Regime,
            TradingState.Active,
            null,
            trades,
            done && status != CycleStatus.Skipped
                ? new Dictionary<string, double>(StringComparer.Ordinal)
                {
                    [Phases.Data] = 40.3,
                    [Phases.Features] = 121.9,
                    [Phases.Execution] = 4200 + (310 * back),
                }
                : ImmutableDictionary<string, double>.Empty,
            reason
        );
    }
}
