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

/// <summary>The live monitor: marks the fund, tells everyone how it stands, and lets the risk acts judge it.</summary>
public sealed class FundMonitor(
    FundMarks marks,
    RiskActs acts,
    CycleRunner runner,
    Readiness readiness,
    SlotSchedule slots,
    FundEventBus bus,
    Universe universe,
    RiskOptions risk,
    MarketSource source
)
{
    public async Task MarkAsync(CancellationToken cancellation)
    {
        if (await marks.MarkAsync(cancellation) is not { } marked)
            return;
        Tell(marked.Fund, marked.Point);
        await acts.JudgeAsync(marked.Fund, marked.Act, cancellation);
    }

    public void Tell(MarkedFund fund, EquityPoint? point)
    {
        var now = fund.Book.AsOf;
        bus.Tick(
            new FundFact.FundMarked(
                FundBoard.Fund(
                    fund,
                    readiness.Reconciled,
                    runner.Last,
                    source,
                    slots.ComingAfter(now),
                    bus.LastSequence
                )
            ),
            now
        );
        bus.Tick(new FundFact.PositionsMarked(FundBoard.Positions(fund, universe)), now);
        bus.Tick(new FundFact.RiskMeasured(FundBoard.Risk(fund, universe, risk, runner.VixScale)), now);
        if (point is not null)
            bus.Tick(new FundFact.EquityMarked(point), now);
    }
}
