using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Instruments;
using QuantFund.Core.Execution;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.State;
using QuantFund.Core.Fund.Views;
using QuantFund.Core.Pipeline.Slots;
using QuantFund.Core.Risk;

namespace QuantFund.Core.Fund.Engine;

/// <summary>Tells everyone who watches how a marked fund stands.</summary>
public sealed class FundTeller(
    CycleRows rows,
    Readiness readiness,
    SlotSchedule slots,
    FundEventBus bus,
    Universe universe,
    RiskOptions risk,
    MarketSource source
)
{
    /// <param name="fund">The fund at its marks.</param>
    /// <param name="point">A new point of the equity curve; null when none was due.</param>
    public void Tell(MarkedFund fund, EquityPoint? point)
    {
        var now = fund.Book.AsOf;
        bus.Tick(
            new FundFact.FundMarked(
                FundBoard.Fund(fund, readiness.Reconciled, rows.Last, source, slots.ComingAfter(now), bus.LastSequence)
            ),
            now
        );
        bus.Tick(new FundFact.PositionsMarked(FundBoard.Positions(fund, universe)), now);
        bus.Tick(new FundFact.RiskMeasured(FundBoard.Risk(fund, universe, risk, rows.VixScale)), now);
        if (point is not null)
            bus.Tick(new FundFact.EquityMarked(point), now);
    }
}
