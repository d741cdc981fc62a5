using Microsoft.Extensions.Time.Testing;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Execution;
using QuantFund.Core.Execution.Ledger;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Execution.PreTrade;
using QuantFund.Core.Fund.Commands;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Engine;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.State;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Pipeline.Slots;
using QuantFund.Core.Risk;

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

/// <summary>One process's engine over an <see cref="EngineWorld"/>, driven step by step in one thread.</summary>
public sealed class EngineRig
{
    public EngineRig(EngineWorld world, KillSwitch? kill = null)
    {
        World = world;
        Kill = kill ?? new KillSwitch();
        Bus = new FundEventBus(inline: true);
        Stores = new InMemoryStores(world.Fund, Bus, Kill);
        Connection = new BrokerConnection(world.Broker, Kill);
        Ingestion = new FakeIngestion(world.Broker, world.Universe);
        var calendar = NyseCalendar.Instance;
        var slots = new SlotSchedule(calendar, TimeSpan.FromMinutes(15));
        Readiness = new Readiness();
        var quotes = new LiveQuotes(Connection, world.Universe, world.Market, world.Execution);
        var facts = new DeskFacts(quotes, Ingestion, calendar, Readiness, world.Risk, world.Execution, world.Market);
        Sender = new OrderSender(Connection, Stores.Orders, world.Wall, Heard);
        var tracker = new OrderTracker(Connection, Stores.Orders, Sender, world.Execution, world.Market, world.Wall);
        Desk = new OrderDesk(
            Connection,
            Stores.Orders,
            Stores.Ledger,
            Sender,
            tracker,
            facts,
            world.Execution,
            world.Market
        );
        Halting = new Halting(Stores.States, Stores.Orders, Bus, world.Wall, Heard);
        Running = new RunningCycle(Stores.Cycles);
        Gate = new ApprovalGate(
            Running,
            Stores.Approvals,
            Stores.States,
            Bus,
            world.Pace,
            quotes,
            world.Options,
            world.Wall
        );
        Decision = new FakeDecision(Gate, Desk);
        Marks = new FundMarks(Stores.Ledger, Stores.Equity, Stores.States, quotes, calendar, world.Risk, world.Market);
        Runner = new CycleRunner(
            Decision,
            Stores.Cycles,
            Stores.Strategies,
            Stores.States,
            Stores.Journal,
            Running,
            Marks,
            Ingestion,
            Readiness,
            calendar,
            Bus,
            MarketSource.Simulated,
            world.Market,
            (_, _, failure) => Failures.Add(failure),
            new MissedSlots(Stores.Cycles, Stores.States, Stores.Journal, slots, world.Market)
        );
        var acts = new RiskActs(
            Marks,
            Stores.States,
            Stores.Journal,
            Halting,
            Desk,
            Stores.Orders,
            calendar,
            world.Risk,
            world.Market
        );
        var monitor = new FundMonitor(
            Marks,
            acts,
            Runner,
            Readiness,
            slots,
            Bus,
            world.Universe,
            world.Risk,
            MarketSource.Simulated
        );
        var start = new FundStart(
            world.Lease,
            Stores.Journal,
            Stores.States,
            new FirstContact(Connection, Stores.Ledger, Stores.States, Stores.Journal),
            new Reconciler(Connection, Stores.Ledger, Desk, world.Execution),
            Readiness,
            Runner,
            Bus,
            world.Market
        );
        Engine = new FundEngine(
            start,
            monitor,
            Marks,
            acts,
            Desk,
            Stores.Orders,
            Runner,
            Readiness,
            Ingestion,
            calendar,
            world.Pace,
            Stores.States,
            Bus,
            world.Market
        );
        Commands = new FundCommands(
            Halting,
            Stores.States,
            Desk,
            Stores.Orders,
            Bus,
            Runner,
            Marks,
            world.Execution,
            world.Market,
            world.Wall
        );
    }

    public EngineWorld World { get; }

    public KillSwitch Kill { get; }

    public FundEventBus Bus { get; }

    public InMemoryStores Stores { get; }

    public BrokerConnection Connection { get; }

    public FakeIngestion Ingestion { get; }

    public Readiness Readiness { get; }

    public OrderSender Sender { get; }

    /// <summary>The halt that this process has heard of and not stored.</summary>
    public HeardHalt Heard { get; } = new();

    public OrderDesk Desk { get; }

    public Halting Halting { get; }

    public RunningCycle Running { get; }

    public ApprovalGate Gate { get; }

    public FakeDecision Decision { get; }

    public FundMarks Marks { get; }

    public CycleRunner Runner { get; }

    public FundEngine Engine { get; }

    public FundCommands Commands { get; }

    /// <summary>What cycles failed with.</summary>
    public List<Exception> Failures { get; } = [];

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
