using QuantFund.Core.Fund.Events;

namespace QuantFund.Testing.Fakes;

/// <summary>One process's stores over an <see cref="InMemoryFund"/>: with the process they die, the fund stays.</summary>
public sealed class InMemoryStores
{
    public InMemoryStores(InMemoryFund fund, FundEventBus bus, KillSwitch? kill = null)
    {
        Fund = fund;
        Kill = kill ?? new KillSwitch();
        Journal = new InMemoryJournal(fund, bus, Kill);
        Orders = new InMemoryOrderStore(fund, Journal, Kill);
        Ledger = new InMemoryLedger(fund, Journal, Kill);
        States = new InMemoryTradingStates(fund, Journal, Kill);
        Cycles = new InMemoryCycles(fund, Journal, Kill);
        Approvals = new InMemoryApprovals(fund, Journal, Kill);
        Equity = new InMemoryEquity(fund, Kill);
        Strategies = new InMemoryStrategies(fund, Journal, Kill);
    }

    public InMemoryFund Fund { get; }

    public KillSwitch Kill { get; }

    public InMemoryJournal Journal { get; }

    public InMemoryOrderStore Orders { get; }

    public InMemoryLedger Ledger { get; }

    public InMemoryTradingStates States { get; }

    public InMemoryCycles Cycles { get; }

    public InMemoryApprovals Approvals { get; }

    public InMemoryEquity Equity { get; }

    public InMemoryStrategies Strategies { get; }
}
