using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Ledger;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Execution.PreTrade;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.State;
using QuantFund.Core.Fund.Views;
using QuantFund.Core.Pipeline.Records;

namespace QuantFund.Testing.Fakes;

/// <summary>
/// What a fund's database holds, in memory: it outlives the process (the stores over it) like a database does. All access
/// is under <see cref="Sync"/>, which stands for the writer's lock.
/// </summary>
public sealed class InMemoryFund(MarketTime market, TimeProvider wall)
{
    public Lock Sync { get; } = new();

    public MarketTime Market { get; } = market;

    public TimeProvider Wall { get; } = wall;

    public List<JournalEntry> Journal { get; } = [];

    /// <summary>The facts behind <see cref="Journal"/>, in order.</summary>
    public List<FundFact> Facts { get; } = [];

    public StoredTradingState State { get; set; } = StoredTradingState.Missing;

    public List<StoredOrder> Orders { get; } = [];

    public Dictionary<ClientOrderId, List<OrderStep>> Steps { get; } = [];

    public List<OrderExecution> Executions { get; } = [];

    public decimal? Cash { get; set; }

    public ClosedTrades Trades { get; set; } = ClosedTrades.None;

    public DateTimeOffset AdoptedAt { get; set; }

    public SortedDictionary<Symbol, LedgerPosition> Positions { get; } = [];

    public List<CycleView> Cycles { get; } = [];

    public Dictionary<CycleId, PlanView> Plans { get; } = [];

    public Dictionary<CycleId, string> Records { get; } = [];

    public Dictionary<CycleId, CycleInputs> Inputs { get; } = [];

    public SortedDictionary<DateOnly, LearningDay> LearningDays { get; } = [];

    public CycleMemory Memory { get; set; } = CycleMemory.Empty;

    public Dictionary<CycleId, ApprovalDecision> Decisions { get; } = [];

    public List<EquityPoint> Equity { get; } = [];

    public EquityMarks? Marks { get; set; }

    public Dictionary<StrategyId, StrategyState> Strategies { get; } = [];

    public IEnumerable<T> FactsOf<T>()
        where T : FundFact => Facts.OfType<T>();
}
