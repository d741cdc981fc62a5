using System.Globalization;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Execution;
using QuantFund.Core.Execution.Ledger;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.State;

namespace QuantFund.Core.Fund.Engine;

/// <summary>
/// From a process that has just begun to a fund that may trade: the lead, then the comparison with the broker until it
/// agrees (or its differences are known, and only reductions are allowed), then the rows that an earlier process left.
/// </summary>
public sealed class FundStart(
    ILeaderLease lease,
    IJournal journal,
    ITradingStateStore states,
    FirstContact first,
    Reconciler reconciler,
    Readiness readiness,
    CycleRunner runner,
    FundEventBus bus,
    MarketTime market
) : IAsyncDisposable
{
    private readonly HashSet<BrokerDifference> alarmed = [];
    private IHeldLease? held;

    /// <summary>Why the fund is not reconciled yet; null once it is.</summary>
    public string? Pending { get; private set; } = "The broker has not been asked yet.";

    /// <summary>Cancelled when the lead is lost.</summary>
    public CancellationToken LeadLost => held?.Lost ?? CancellationToken.None;

    /// <summary>False while another engine leads.</summary>
    public async Task<bool> TakeLeadAsync(CancellationToken cancellation)
    {
        held ??= await lease.TryTakeAsync(cancellation);
        if (held is null)
            return false;
        bus.StartAt(await journal.LastSequenceAsync(cancellation));
        runner.Lead(true);
        return true;
    }

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
                await AlarmAsync(differs.Differences, cancellation);
                await ReadyAsync(0, 0, cancellation);
                return true;
            case ReconcileAnswer.Agreed agreed:
                await ReadyAsync(agreed.Orders, agreed.Fills, cancellation);
                return true;
            case var other:
                throw new InvalidOperationException($"Unknown answer {other.GetType().Name}.");
        }
    }

    /// <summary>The comparison that goes on while the fund runs. A difference that was alarmed of is not alarmed of again.</summary>
    public async Task CompareAsync(CancellationToken cancellation)
    {
        if (!readiness.Reconciled)
            return;
        switch (await reconciler.CompareAsync(cancellation))
        {
            case ReconcileAnswer.Differs differs:
                await AlarmAsync(differs.Differences, cancellation);
                break;
            case ReconcileAnswer.Agreed:
                alarmed.Clear();
                break;
        }
    }

    /// <summary>A difference that can't be explained: only reductions from here on, and everyone is told.</summary>
    public async Task AlarmAsync(IReadOnlyList<BrokerDifference> differences, CancellationToken cancellation)
    {
        var fresh = differences.Where(d => !alarmed.Contains(d)).ToList();
        if (fresh.Count == 0)
            return;
        await states.ReduceOnlyAsync(
            new ReduceOnlyAct(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The broker differs in {fresh[0].What}: ours {fresh[0].Ours}, the broker's {fresh[0].Theirs}."
                ),
                "fund"
            ),
            cancellation
        );
        foreach (var difference in fresh)
        {
            await journal.AppendAsync(
                new FundFact.DifferenceFound(difference.What, difference.Ours, difference.Theirs),
                cancellation
            );
            alarmed.Add(difference);
        }
    }

    public async ValueTask DisposeAsync()
    {
        runner.Lead(false);
        readiness.Doubt();
        if (held is { } lead)
            await lead.DisposeAsync();
        held = null;
    }

    private async Task ReadyAsync(int orders, int fills, CancellationToken cancellation)
    {
        await runner.SettleAsync(cancellation);
        await journal.AppendAsync(new FundFact.Reconciled(orders, fills, market.Now), cancellation);
        readiness.Agree();
        Pending = null;
    }
}
