using System.Collections.Immutable;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution.Ledger;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.State;

namespace QuantFund.Core.Fund.Views;

/// <summary>
/// Takes the state from the stores. What has no table of its own (fills in order, debate, strategies, alarms) comes from
/// the newest lines of the journal.
/// </summary>
public sealed class FundSnapshots(
    IJournal journal,
    ITradingStateStore trading,
    IOrderStore orders,
    ICycleStore cycles,
    IApprovals approvals,
    ILedger ledger,
    IEquityStore equity,
    LearningBoard? learning = null
) : IFundSnapshots
{
    /// <summary>Lines of the journal looked at: a busy day's worth of cycles.</summary>
    private const int Tail = 3000;

    private const int PageSize = 500;

    public async Task<FundState> TakeAsync(CancellationToken cancellation)
    {
        // The sequence first: rows read later are newer at most, and their events change nothing when they come again.
        var sequence = await journal.LastSequenceAsync(cancellation);
        var tail = await TailAsync(sequence, cancellation);
        var state = new FundState
        {
            Sequence = sequence,
            Trading = await trading.ReadAsync(cancellation),
            Orders =
            [
                .. (await orders.PageAsync(null, FundState.MostOrders, null, cancellation)).Items.Select(OrderView.Of),
            ],
            Cycles = [.. (await cycles.PageAsync(FundState.MostCycles, null, cancellation)).Items],
            Waiting = await approvals.WaitingAsync(cancellation),
            Positions = Positions(await ledger.ReadAsync(cancellation)),
            Learning = learning is null ? null : await learning.ReadAsync(cancellation),
            Equity = EquityCurve.Of(await equity.RangeAsync(null, null, null, EquityCurve.Most, cancellation)),
        };
        // A resume is rare, and its mark holds until the next one: it may lie before what the tail reaches.
        var reset = await journal.NewestAsync(FundFacts.KindOf<FundFact.HighWaterMarkReset>(), cancellation);
        if (reset is not null && FundFacts.EventOf(reset) is { } resumed)
            state = FundStateFacts.WithReset(state, resumed);
        return tail.Aggregate(state, FundStateFacts.ApplyUntabled);
    }

    /// <summary>Oldest first.</summary>
    private async Task<IReadOnlyList<FundEvent>> TailAsync(long through, CancellationToken cancellation)
    {
        var events = new List<FundEvent>();
        string? cursor = null;
        for (var read = 0; read < Tail; read += PageSize)
        {
            var page = await journal.PageAsync(PageSize, cursor, cancellation);
            events.AddRange(page.Items.Where(e => e.Sequence <= through).Select(FundFacts.EventOf).OfType<FundEvent>());
            cursor = page.NextCursor;
            if (cursor is null)
                break;
        }
        events.Reverse();
        return events;
    }

    private static ImmutableArray<PositionView> Positions(LedgerBook? book) =>
        [
            .. book?.Positions.Select(p => FundStateFacts.Adopted(p.Position) with { OpenedByCycleId = p.OpenedBy })
                ?? [],
        ];
}
