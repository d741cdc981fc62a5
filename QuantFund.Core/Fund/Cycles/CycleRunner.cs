using System.Collections.Frozen;
using System.Collections.Immutable;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Execution;
using QuantFund.Core.Execution.PreTrade;
using QuantFund.Core.Fund.Commands;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.State;
using QuantFund.Core.Fund.Views;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Pipeline;
using QuantFund.Core.Pipeline.Slots;

namespace QuantFund.Core.Fund.Cycles;

/// <summary>Hears of a cycle that ended in an exception, once, so that the host can log it.</summary>
public delegate void CycleFailed(CycleId cycle, string? phase, Exception failure);

/// <summary>
/// Runs one cycle at a time: claims its slot, gathers what the decision is asked with, runs it, and stores how it ended.
/// A cycle that fails ends as a row with the reason, never as a gap.
/// </summary>
public sealed class CycleRunner(
    IDecisionCycle decision,
    ICycleStore cycles,
    IStrategyStates strategies,
    ITradingStateStore states,
    IJournal journal,
    RunningCycle running,
    FundMarks marks,
    IIngestion ingestion,
    Readiness readiness,
    IMarketCalendar calendar,
    FundEventBus bus,
    MarketSource source,
    MarketTime market,
    CycleFailed failed,
    MissedSlots missed,
    LearningBoard? learning = null
) : ISlotRunner, IDisposable
{
    /// <summary>Who the journal names when a strategy's own record retires it.</summary>
    public const string Learning = "learning";

    /// <summary>Cycles looked at for the newest one that ended in a decision.</summary>
    private const int Recent = 50;

    private volatile bool leads;
    private volatile bool disposed;
    private CancellationTokenSource lead = new();
    private Task background = Task.CompletedTask;
    private Task present = Task.CompletedTask;
    private CycleView? unwritten;

    /// <summary>The newest cycle that this process has finished; null before the first.</summary>
    public CycleView? Last { get; private set; }

    /// <summary>What the last decision scaled its risk by for the VIX; 1 before the first.</summary>
    public double VixScale { get; private set; } = 1;

    public bool IsRunning => running.Current is not null;

    public bool Leads => leads;

    /// <summary>Only the engine that leads may claim slots. A cycle that runs when the lead goes is stopped.</summary>
    public void Lead(bool lead)
    {
        if (leads == lead)
            return;
        leads = lead;
        if (disposed)
            return;
        if (!lead)
            this.lead.Cancel();
        else if (this.lead.IsCancellationRequested)
            this.lead = new CancellationTokenSource();
    }

    public void Missed(DateTimeOffset slot, string reason) => missed.Note(slot, reason);

    /// <summary>
    /// Rows that could not be written when they should have been: how a cycle ended, and the slots that were missed.
    /// </summary>
    public async Task CatchUpAsync(CancellationToken cancellation)
    {
        if (!leads)
            return;
        if (Volatile.Read(ref unwritten) is { } ended)
        {
            await cycles.UpdateAsync(ended, cancellation);
            Interlocked.CompareExchange(ref unwritten, null, ended);
        }
        await missed.WriteAsync(cancellation);
    }

    public async Task<SlotOutcome> RunAsync(DateTimeOffset slot, CancellationToken cancellation)
    {
        if (!leads)
            return SlotOutcome.NotLeading;
        if (market.Now < slot)
            return SlotOutcome.Early;
        try
        {
            return await RunSlotAsync(slot, cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            missed.Note(slot, $"Missed: the fund's store could not be used when it came: {e.Message}");
            throw;
        }
    }

    private async Task<SlotOutcome> RunSlotAsync(DateTimeOffset slot, CancellationToken cancellation)
    {
        var state = await states.ReadAsync(cancellation);
        var cycle = New(CycleIds.OfSlot(slot), slot, state.State);
        var refusal = Refusal(state);
        if (refusal is null && !running.TryBegin(cycle))
            refusal = Busy();
        if (refusal is not null)
        {
            var skipped = cycle with { Status = CycleStatus.Skipped, FinishedAt = market.Now, Reason = refusal };
            return await cycles.ClaimAsync(skipped, cancellation) ? SlotOutcome.Skipped : SlotOutcome.Taken;
        }
        try
        {
            if (!await cycles.ClaimAsync(cycle, cancellation))
                return SlotOutcome.Taken;
            await (present = RunToEndAsync(cycle, cancellation));
            return SlotOutcome.Ran;
        }
        finally
        {
            running.End();
        }
    }

    /// <summary>Starts a cycle that a person asked for; it runs on after this returns, until <paramref name="stop"/>.</summary>
    public async Task<CycleStart> StartAsync(CancellationToken stop)
    {
        var state = await states.ReadAsync(stop);
        if ((leads ? Refusal(state) : "This process does not lead the fund.") is { } refusal)
            return new CycleStart.Refused(refusal);
        for (var number = 1; ; number++)
        {
            var cycle = New(CycleIds.OfRequest(market.Now, number), null, state.State);
            if (!running.TryBegin(cycle))
                return new CycleStart.Refused(Busy());
            var claimed = false;
            try
            {
                claimed = await cycles.ClaimAsync(cycle, stop);
            }
            finally
            {
                if (!claimed)
                    running.End();
            }
            if (!claimed)
                continue;
            background = RunInBackgroundAsync(cycle, stop);
            return new CycleStart.Started(cycle.Id);
        }
    }

    /// <summary>The end of the last cycle that was started by a person.</summary>
    public Task Background => background;

    /// <summary>Completes, without a failure of its own, when the cycle that runs now has ended.</summary>
    public async Task EndedAsync()
    {
        await present.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await background.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>The plan that a cycle would make now; nothing is sent or stored.</summary>
    public async Task<PlanPreview> PreviewAsync(CancellationToken cancellation)
    {
        var state = await states.ReadAsync(cancellation);
        var request = await RequestAsync(CycleIds.OfRequest(market.Now, 0), state.State, preview: true, cancellation);
        if (request is null)
            return new PlanPreview(
                null,
                null,
                null,
                "The fund has no book yet: it has not been in touch with its broker."
            );
        var outcome = await decision.RunAsync(request, SilentObserver.Instance, cancellation);
        var ended = CycleEnd.Of(New(request.Cycle, null, state.State), outcome, market.Now);
        return new PlanPreview(PlanViews.Of(outcome.Plan, null), ended.Mode, ended.Regime, ended.Reason);
    }

    /// <summary>Cycles that a stopped process left: their rows end here, since nobody can go on with them.</summary>
    public async Task SettleAsync(CancellationToken cancellation)
    {
        var newest = await cycles.PageAsync(Recent, null, cancellation);
        Last ??= newest.Items.FirstOrDefault(c => c.Status == CycleStatus.Completed);
        foreach (var left in await cycles.UnfinishedAsync(cancellation))
        {
            var waited = left.Status == CycleStatus.AwaitingApproval;
            await cycles.UpdateAsync(
                left with
                {
                    Status = waited ? CycleStatus.Expired : CycleStatus.Failed,
                    FinishedAt = market.Now,
                    Reason = waited
                        ? "The process stopped while the plan waited for approval."
                        : "The process stopped before the cycle's end; its orders were reconciled.",
                },
                cancellation
            );
        }
    }

    public void Dispose()
    {
        // The container knows it under two names, and ends it before the engine gives up the lead.
        disposed = true;
        lead.Dispose();
    }

    private async Task RunInBackgroundAsync(CycleView cycle, CancellationToken stop)
    {
        try
        {
            await RunToEndAsync(cycle, stop);
        }
        finally
        {
            running.End();
        }
    }

    private async Task RunToEndAsync(CycleView cycle, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, lead.Token);
        var cancellation = either.Token;
        var watch = new CycleWatch(bus, cycles, journal, market);
        try
        {
            var request =
                await RequestAsync(cycle.Id, cycle.TradingState, preview: false, cancellation)
                ?? throw new InvalidOperationException("The fund has no ledger to decide on.");
            var outcome = await decision.RunAsync(request, watch, cancellation);
            var ended = CycleEnd.Of(running.Current ?? cycle, outcome, market.Now) with { Timings = watch.Timings };
            await cycles.FinishAsync(ended, outcome, cancellation);
            Last = ended;
            VixScale = outcome.Record.Risk.VixScale;
            await LearnAsync(outcome, cancellation);
        }
        catch (Exception failure)
        {
            // Being stopped is no failure of the cycle; its row says that it happened.
            if (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
                failed(cycle.Id, watch.Phase, failure);
            await EndAsync(
                (running.Current ?? cycle) with
                {
                    Status = CycleStatus.Failed,
                    FinishedAt = market.Now,
                    Timings = watch.Timings,
                    Reason =
                        stop.IsCancellationRequested ? "The fund was stopped before the cycle's end."
                        : cancellation.IsCancellationRequested ? "The lead was lost before the cycle's end."
                        : $"{watch.Phase ?? "cycle"}: {failure.Message}",
                }
            );
        }
    }

    /// <summary>
    /// Stored even when the fund is being stopped: the row would otherwise say running until the next start. What ended
    /// the cycle may be the store itself; then the row is written once it can be.
    /// </summary>
    private async Task EndAsync(CycleView ended)
    {
        Volatile.Write(ref unwritten, ended);
        await cycles.UpdateAsync(ended, CancellationToken.None);
        Interlocked.CompareExchange(ref unwritten, null, ended);
    }

    /// <summary>
    /// Strategies whose record retires them go to shadow. The memory holds the evidence until then, so that a process that
    /// dies in between does it with the next cycle.
    /// </summary>
    private async Task LearnAsync(CycleOutcome outcome, CancellationToken cancellation)
    {
        foreach (var retirement in outcome.Retirements)
            await strategies.SetAsync(
                retirement.Strategy,
                StrategyState.Shadow,
                Learning,
                retirement.Reason,
                cancellation
            );
        if (learning is not null)
            bus.Tick(new FundFact.Learned(await learning.OfAsync(outcome.Memory, cancellation)), market.Now);
    }

    private async Task<DecisionRequest?> RequestAsync(
        CycleId id,
        TradingState state,
        bool preview,
        CancellationToken cancellation
    )
    {
        await ingestion.RefreshQuotesAsync(cancellation);
        if (await marks.MarkAsync(cancellation) is not { } marked)
            return null;
        var now = market.Now;
        return new DecisionRequest(
            id,
            now,
            calendar.SessionAt(now) ?? calendar.LastClosedBy(now),
            marked.Fund.Book,
            await cycles.MemoryAsync(cancellation),
            marked.Fund.Ladder,
            state,
            (await strategies.ReadAsync(cancellation)).ToFrozenDictionary(),
            source,
            preview
        );
    }

    private string? Refusal(StoredTradingState state) =>
        state.IsMissing ? "The fund has not been in touch with its broker yet."
        : state.State == TradingState.Halted ? $"Trading is halted: {state.Reason}"
        : state.FlattenBy is not null ? "The book is being flattened."
        : !readiness.Reconciled ? "The fund's book and the broker's have not been compared yet."
        : calendar.SessionAt(market.Now) is null ? "The market is closed."
        : running.Current is not null ? Busy()
        : null;

    private string Busy() =>
        running.Current is { } other
            ? other.Status == CycleStatus.AwaitingApproval
                ? $"{other.Id} waits for approval."
                : $"{other.Id} is still running."
            : "Another cycle is still running.";

    private CycleView New(CycleId id, DateTimeOffset? slot, TradingState state) =>
        new(
            id,
            slot,
            CycleStatus.Running,
            market.Now,
            null,
            null,
            null,
            state,
            null,
            0,
            ImmutableDictionary<string, double>.Empty,
            null
        );
}
