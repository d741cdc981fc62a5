using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Execution;
using QuantFund.Core.Execution.Ledger;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Events;

namespace QuantFund.Core.Fund.Engine;

/// <summary>
/// From a process that leads to a fund that may trade: the comparison with the broker until it agrees (or its differences
/// are known, and only reductions are allowed), then the rows that an earlier process left; and the comparison that goes
/// on while the fund runs.
/// </summary>
public sealed class FundStart(
    FirstContact first,
    Reconciler reconciler,
    BookDifferences differences,
    Readiness readiness,
    CycleRows rows,
    IJournal journal,
    MarketTime market
)
{
    public bool Reconciled => readiness.Reconciled;

    /// <summary>Why the fund is not reconciled yet; null once it is.</summary>
    public string? Pending { get; private set; } = "The broker has not been asked yet.";

    /// <summary>One attempt to become reconciled; true once the fund is.</summary>
    public async Task<bool> ReconcileAsync(CancellationToken cancellation)
    {
        if (readiness.Reconciled)
            return true;
        await first.MeetAsync(cancellation);
        switch (await reconciler.AttemptAsync(cancellation))
        {
            case ReconcileAnswer.Pending pending:
                Pending = pending.Reason;
                return false;
            case ReconcileAnswer.Differs differs:
                await differences.AlarmAsync(differs.Differences, cancellation);
                await ReadyAsync(0, 0, cancellation);
                return true;
            case ReconcileAnswer.Agreed agreed:
                await ReadyAsync(agreed.Orders, agreed.Fills, cancellation);
                return true;
            case var other:
                throw new InvalidOperationException($"Unknown answer {other.GetType().Name}.");
        }
    }

    /// <summary>The comparison that goes on while the fund runs.</summary>
    public async Task CompareAsync(CancellationToken cancellation)
    {
        if (!readiness.Reconciled)
            return;
        switch (await reconciler.CompareAsync(cancellation))
        {
            case ReconcileAnswer.Differs differs:
                await differences.AlarmAsync(differs.Differences, cancellation);
                break;
            case ReconcileAnswer.Agreed:
                differences.Clear();
                break;
        }
    }

    /// <summary>Following orders found something that nothing explains.</summary>
    public Task AlarmAsync(IReadOnlyList<BrokerDifference> found, CancellationToken cancellation) =>
        differences.AlarmAsync(found, cancellation);

    private async Task ReadyAsync(int orders, int fills, CancellationToken cancellation)
    {
        await rows.SettleAsync(cancellation);
        await journal.AppendAsync(new FundFact.Reconciled(orders, fills, market.Now), cancellation);
        readiness.Agree();
        Pending = null;
    }
}
