using Microsoft.EntityFrameworkCore;
using QuantFund.Infrastructure.Persistence.Rows;

namespace QuantFund.Infrastructure.Persistence;

/// <summary>
/// The one model of the fund's state. Its two derived contexts differ in how a database keeps time, and in their
/// migrations; nothing else.
/// </summary>
internal abstract class FundDbContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<OrderRow> Orders => Set<OrderRow>();
    public DbSet<OrderStepRow> OrderSteps => Set<OrderStepRow>();
    public DbSet<ExecutionRow> Executions => Set<ExecutionRow>();
    public DbSet<PositionRow> Positions => Set<PositionRow>();
    public DbSet<LedgerRow> Ledger => Set<LedgerRow>();
    public DbSet<TradingStateRow> TradingStates => Set<TradingStateRow>();
    public DbSet<CycleRow> Cycles => Set<CycleRow>();
    public DbSet<CycleRecordRow> CycleRecords => Set<CycleRecordRow>();
    public DbSet<CycleMemoryRow> CycleMemories => Set<CycleMemoryRow>();
    public DbSet<CycleInputsRow> CycleInputs => Set<CycleInputsRow>();
    public DbSet<InputPartRow> InputParts => Set<InputPartRow>();
    public DbSet<LearningDayRow> LearningDays => Set<LearningDayRow>();
    public DbSet<PlanRow> Plans => Set<PlanRow>();
    public DbSet<JournalRow> Journal => Set<JournalRow>();
    public DbSet<EquityRow> Equity => Set<EquityRow>();
    public DbSet<EquityMarksRow> EquityMarks => Set<EquityMarksRow>();
    public DbSet<ApiKeyRow> ApiKeys => Set<ApiKeyRow>();
    public DbSet<IdempotencyRow> IdempotencyKeys => Set<IdempotencyRow>();
    public DbSet<StrategyStateRow> StrategyStates => Set<StrategyStateRow>();

    protected override void OnModelCreating(ModelBuilder model) =>
        model.ApplyConfigurationsFromAssembly(
            typeof(FundDbContext).Assembly,
            type => type.Namespace == typeof(Configurations.OrderConfiguration).Namespace
        );

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions) =>
        conventions.Properties<Enum>().HaveConversion<string>();
}
