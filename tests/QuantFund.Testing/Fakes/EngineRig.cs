using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Execution;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Ledger;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Execution.PreTrade;
using QuantFund.Core.Fund.Commands;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Engine;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.State;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Pipeline.Slots;
using QuantFund.Core.Risk;
using QuantFund.Core.Strategies;
using QuantFund.Infrastructure.Loops;

namespace QuantFund.Testing.Fakes;

/// <summary>What outlives an engine's process: the broker, the fund's database, the lease, and both clocks.</summary>
public sealed class EngineWorld
{
    /// <summary>Monday 2026-01-05, 10:00 New York: half an hour into the session.</summary>
    public static readonly DateTimeOffset Morning = new(2026, 1, 5, 15, 0, 0, TimeSpan.Zero);

    public static readonly Symbol A = Symbol.Parse("AAPL");
    public static readonly Symbol B = Symbol.Parse("MSFT");
    public static readonly Symbol C = Symbol.Parse("XOM");

    public EngineWorld()
    {
        Clock = new FakeTimeProvider(Morning);
        Wall = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        Market = new MarketTime(Clock);
        Broker = new ScriptedBroker(Market);
        Fund = new InMemoryFund(Market, Wall);
        Universe = new Universe([
            new Instrument(A, "Apple", new Sector("Information Technology"), InstrumentKind.Share),
            new Instrument(B, "Microsoft", new Sector("Information Technology"), InstrumentKind.Share),
            new Instrument(C, "Exxon Mobil", new Sector("Energy"), InstrumentKind.Share),
        ]);
        Broker.Quote(A, 100m);
        Broker.Quote(B, 200m);
        Broker.Quote(C, 50m);
    }

    /// <summary>Market time.</summary>
    public FakeTimeProvider Clock { get; }

    public FakeTimeProvider Wall { get; }

    public MarketTime Market { get; }

    public ScriptedBroker Broker { get; }

    public InMemoryFund Fund { get; }

    public Universe Universe { get; }

    public FakeLease Lease { get; } = new();

    public FakePace Pace { get; } = new();

    public ExecutionOptions Execution { get; } = new();

    public RiskOptions Risk { get; } = new();

    public FundOptions Options { get; } = new();

    /// <summary>Lets both clocks go on, with quotes that stay fresh.</summary>
    public void Pass(TimeSpan time)
    {
        Clock.Advance(time);
        Broker.Requote();
        Wall.Advance(time);
    }
}

/// <summary>
/// One process's engine over an <see cref="EngineWorld"/>, put together as the product does it and driven step by step in
/// one thread.
/// </summary>
public sealed class EngineRig
{
    private readonly ServiceProvider services;

    public EngineRig(EngineWorld world, KillSwitch? kill = null)
    {
        World = world;
        Kill = kill ?? new KillSwitch();
        Bus = new FundEventBus(inline: true);
        Stores = new InMemoryStores(world.Fund, Bus, Kill);
        Connection = new BrokerConnection(world.Broker, Kill);
        Ingestion = new FakeIngestion(world.Broker, world.Universe);
        services = Composed();
    }

    public EngineWorld World { get; }

    public KillSwitch Kill { get; }

    public FundEventBus Bus { get; }

    public InMemoryStores Stores { get; }

    public BrokerConnection Connection { get; }

    public FakeIngestion Ingestion { get; }

    public Readiness Readiness => Get<Readiness>();

    public OrderSender Sender => Get<OrderSender>();

    /// <summary>The halt that this process has heard of and not stored.</summary>
    public HeardHalt Heard => Get<HeardHalt>();

    public OrderDesk Desk => Get<OrderDesk>();

    public Halting Halting => Get<Halting>();

    public CycleRows Rows => Get<CycleRows>();

    public ApprovalGate Gate => (ApprovalGate)Get<IApprovalGate>();

    public FakeDecision Decision => (FakeDecision)Get<IDecisionCycle>();

    public FundMarks Marks => Get<FundMarks>();

    public CycleRunner Runner => Get<CycleRunner>();

    public FundEngine Engine => Get<FundEngine>();

    public IEngineCommands Commands => Get<IEngineCommands>();

    /// <summary>What cycles failed with.</summary>
    public List<Exception> Failures { get; } = [];

    private ServiceProvider Composed()
    {
        var rig = new ServiceCollection();
        rig.AddSingleton<TimeProvider>(World.Wall)
            .AddSingleton(World.Market)
            .AddSingleton(World.Universe)
            .AddSingleton<IMarketCalendar>(NyseCalendar.Instance)
            .AddSingleton(new SlotSchedule(NyseCalendar.Instance, TimeSpan.FromMinutes(15)))
            .AddSingleton(World.Execution)
            .AddSingleton(World.Risk)
            .AddSingleton(World.Options)
            .AddSingleton(Bus)
            .AddSingleton<ILeaderLease>(World.Lease)
            .AddSingleton<IMarketPace>(World.Pace)
            .AddSingleton<IBroker>(Connection)
            .AddSingleton<IQuoteFeed>(Connection)
            .AddSingleton<IIngestion>(Ingestion)
            .AddSingleton<IOrderStore>(Stores.Orders)
            .AddSingleton<ILedger>(Stores.Ledger)
            .AddSingleton<ITradingStateStore>(Stores.States)
            .AddSingleton<IJournal>(Stores.Journal)
            .AddSingleton<ICycleStore>(Stores.Cycles)
            .AddSingleton<IApprovals>(Stores.Approvals)
            .AddSingleton<IEquityStore>(Stores.Equity)
            .AddSingleton<IStrategyStates>(Stores.Strategies)
            .AddSingleton(StrategyRoster.Standard)
            .AddSingleton<Func<DecisionOptions>>(() => DecisionOptions.Default)
            .AddSingleton<IDecisionCycle, FakeDecision>()
            .AddLogging(log => log.AddProvider(new CaughtFailures(Failures)));
        rig.AddFundEngine(new ConfigurationBuilder().Build());
        return rig.BuildServiceProvider();
    }

    private T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>A fund that is no new one: what its broker holds is in its ledger. Does nothing where it has one.</summary>
    public static async Task KnowBookAsync(EngineWorld world)
    {
        if (world.Fund.Cash is not null)
            return;
        var before = new InMemoryStores(world.Fund, new FundEventBus(inline: true));
        await before.States.BeginAsync("New fund.", "fund", CancellationToken.None);
        await before.Ledger.AdoptAsync(world.Broker.Cash, [.. world.Broker.Positions], CancellationToken.None);
    }

    /// <summary>An engine that leads and is reconciled, in the world as it is; a book at the broker is one that the fund knows.</summary>
    public static async Task<EngineRig> StartedAsync(EngineWorld world)
    {
        var rig = new EngineRig(world);
        await KnowBookAsync(world);
        if (!await rig.Engine.StartAsync(CancellationToken.None))
            throw new InvalidOperationException("Another engine leads.");
        await rig.Engine.TrackAsync(CancellationToken.None);
        await rig.StepAsync();
        return rig;
    }

    /// <summary>One heartbeat of the exchange: marks, then orders.</summary>
    public async Task StepAsync()
    {
        Desk.Hint();
        await Engine.MarkAsync(CancellationToken.None);
        await Engine.TrackAsync(CancellationToken.None);
    }

    /// <summary>Time passes, then one heartbeat.</summary>
    public async Task StepAsync(double seconds)
    {
        World.Pass(TimeSpan.FromSeconds(seconds));
        await StepAsync();
    }
}
