using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Fund.Commands;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.Views;
using QuantFund.Core.Pipeline;

namespace QuantFund.Core.Fund.Cycles;

/// <summary>Hears of a cycle that ended in an exception, once, so that the host can log it.</summary>
public delegate void CycleFailed(CycleId cycle, string? phase, Exception failure);

/// <summary>
/// One cycle from its claimed row to its end: what the decision is asked with, the decision, how it ended, what it taught.
/// A cycle that fails ends as a row with the reason, never as a gap.
/// </summary>
public sealed class CycleRun(
    DecisionRequests requests,
    IDecisionCycle decision,
    CycleRows rows,
    CycleLessons lessons,
    IJournal journal,
    FundEventBus bus,
    MarketTime market,
    CycleFailed failed
)
{
    /// <param name="cycle">The cycle, as it was claimed.</param>
    /// <param name="stop">The fund is being stopped.</param>
    /// <param name="lead">The lead is lost.</param>
    public async Task ToEndAsync(CycleView cycle, CancellationToken stop, CancellationToken lead)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, lead);
        var cancellation = either.Token;
        var watch = new CycleWatch(rows, lessons, journal, bus, market);
        try
        {
            var request =
                await requests.ReadAsync(cycle.Id, cycle.TradingState, preview: false, cancellation)
                ?? throw new InvalidOperationException("The fund has no ledger to decide on.");
            var outcome = await decision.RunAsync(request, watch, cancellation);
            await rows.FinishAsync(outcome, watch.Timings, cancellation);
            await lessons.TakeAsync(outcome, cancellation);
        }
        catch (Exception failure)
        {
            // Being stopped is no failure of the cycle; its row says that it happened.
            if (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
                failed(cycle.Id, watch.Phase, failure);
            await rows.FailAsync(
                stop.IsCancellationRequested ? "The fund was stopped before the cycle's end."
                    : cancellation.IsCancellationRequested ? "The lead was lost before the cycle's end."
                    : $"{watch.Phase ?? "cycle"}: {failure.Message}",
                watch.Timings
            );
        }
    }

    /// <summary>The plan that a cycle would make now; nothing is sent or stored.</summary>
    public async Task<PlanPreview> PreviewAsync(CycleView cycle, CancellationToken cancellation)
    {
        var request = await requests.ReadAsync(cycle.Id, cycle.TradingState, preview: true, cancellation);
        if (request is null)
            return new PlanPreview(
                null,
                null,
                null,
                "The fund has no book yet: it has not been in touch with its broker."
            );
        var outcome = await decision.RunAsync(request, SilentObserver.Instance, cancellation);
        var ended = CycleEnd.Of(cycle, outcome, market.Now);
        return new PlanPreview(PlanViews.Of(outcome.Plan, null), ended.Mode, ended.Regime, ended.Reason);
    }
}
