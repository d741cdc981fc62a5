using QuantFund.Core.Execution;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Fund.Cycles;

namespace QuantFund.Core.Fund.Commands;

/// <summary>A halt in a process that has an engine: what is open at the broker is cancelled with it.</summary>
public sealed class EngineHalt(
    Halting halting,
    Flattening flattening,
    ConfirmedCancels cancels,
    OrderDesk desk,
    IOrderStore orders,
    CycleRunner runner
)
{
    public async Task<HaltReport> HaltAsync(HaltRequest request, CancellationToken cancellation)
    {
        if (request.Flatten && await flattening.OpenAsync(request, cancellation) is { } opened)
            return opened;
        var why = $"Halted by {request.By}: {request.Reason}";
        HaltDone done;
        try
        {
            done = await halting.HaltAsync(request.Reason, request.By, cancellation);
        }
        catch (HaltNotStoredException e)
        {
            // What is out is cancelled all the same: that takes the broker, not the store.
            if (request.CancelOrders)
                desk.GiveUp(why);
            desk.Hint();
            throw Elsewhere(e);
        }
        if (request.CancelOrders)
            await cancels.CancelAllAsync(why, cancellation);
        return done.Report((await orders.OpenAsync(CancellationToken.None)).Count);
    }

    /// <summary>A process without the lead has no desk to stop: what it could not store, nobody has heard.</summary>
    private HaltNotStoredException Elsewhere(HaltNotStoredException e) =>
        runner.Leads
            ? e
            : new HaltNotStoredException(
                "The fund's store can't be written, and this process does not lead the fund: nothing is halted yet. The halt "
                    + "is stored as soon as the store takes it.",
                e
            );
}
