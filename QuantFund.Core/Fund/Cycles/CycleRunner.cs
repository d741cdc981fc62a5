using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Execution.PreTrade;
using QuantFund.Core.Fund.Commands;
using QuantFund.Core.Fund.State;
using QuantFund.Core.Fund.Views;
using QuantFund.Core.Pipeline.Slots;

namespace QuantFund.Core.Fund.Cycles;

/// <summary>
/// Runs one cycle at a time, of a slot or because a person asked: claims its row, runs it while this process leads, and
/// says why where none runs.
/// </summary>
public sealed class CycleRunner(
    CycleAdmission admission,
    CycleRun run,
    CycleRows rows,
    MissedSlots missed,
    ITradingStateStore states,
    MarketTime market
) : ISlotRunner, IDisposable
{
    private volatile bool leads;
    private volatile bool disposed;
    private CancellationTokenSource lead = new();
    private Task background = Task.CompletedTask;
    private Task present = Task.CompletedTask;

    public bool Leads => leads;

    public bool IsRunning => rows.Current is not null;

    /// <summary>The end of the last cycle that was started by a person.</summary>
    public Task Background => background;

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
        await rows.CatchUpAsync(cancellation);
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
        var cycle = rows.New(CycleIds.OfSlot(slot), slot, state.State);
        var refusal = admission.Refusal(state);
        if (refusal is null && !rows.TryBegin(cycle))
            refusal = admission.Busy();
        if (refusal is not null)
            return await rows.SkipAsync(cycle, refusal, cancellation) ? SlotOutcome.Skipped : SlotOutcome.Taken;
        try
        {
            if (!await rows.ClaimAsync(cycle, cancellation))
                return SlotOutcome.Taken;
            await (present = run.ToEndAsync(cycle, cancellation, lead.Token));
            return SlotOutcome.Ran;
        }
        finally
        {
            rows.End();
        }
    }

    /// <summary>Starts a cycle that a person asked for; it runs on after this returns, until <paramref name="stop"/>.</summary>
    public async Task<CycleStart> StartAsync(CancellationToken stop)
    {
        var state = await states.ReadAsync(stop);
        if ((leads ? admission.Refusal(state) : "This process does not lead the fund.") is { } refusal)
            return new CycleStart.Refused(refusal);
        for (var number = 1; ; number++)
        {
            var cycle = rows.New(CycleIds.OfRequest(market.Now, number), null, state.State);
            if (!rows.TryBegin(cycle))
                return new CycleStart.Refused(admission.Busy());
            var claimed = false;
            try
            {
                claimed = await rows.ClaimAsync(cycle, stop);
            }
            finally
            {
                if (!claimed)
                    rows.End();
            }
            if (!claimed)
                continue;
            background = RunInBackgroundAsync(cycle, stop);
            return new CycleStart.Started(cycle.Id);
        }
    }

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
        return await run.PreviewAsync(rows.New(CycleIds.OfRequest(market.Now, 0), null, state.State), cancellation);
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
            await run.ToEndAsync(cycle, stop, lead.Token);
        }
        finally
        {
            rows.End();
        }
    }
}
