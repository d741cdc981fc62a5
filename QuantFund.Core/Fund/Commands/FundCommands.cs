using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Execution;
using QuantFund.Core.Execution.Broker;
using QuantFund.Core.Execution.Orders;
using QuantFund.Core.Execution.PreTrade;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Fund.State;

namespace QuantFund.Core.Fund.Commands;

/// <summary>What a person tells the running fund.</summary>
public sealed class FundCommands(
    Halting halting,
    ITradingStateStore states,
    OrderDesk desk,
    IOrderStore orders,
    IFundEvents events,
    CycleRunner runner,
    FundMarks marks,
    ExecutionOptions options,
    MarketTime market,
    TimeProvider wall,
    CancellationToken stop = default
) : IFundCommands
{
    /// <summary>Wall time that a halt waits for the broker to confirm its cancels before it says what is still open.</summary>
    private static readonly TimeSpan ConfirmWithin = TimeSpan.FromSeconds(10);

    /// <summary>Wall time between looks at the broker while nothing is heard of a cancel.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    public async Task<HaltReport> HaltAsync(HaltRequest request, CancellationToken cancellation)
    {
        if (request.Flatten)
            return await FlattenAsync(request, cancellation);
        HaltDone done;
        try
        {
            done = await halting.HaltAsync(request.Reason, request.By, cancellation);
        }
        catch (HaltNotStoredException e)
        {
            // What is out is cancelled all the same: that takes the broker, not the store.
            if (request.CancelOrders)
                desk.GiveUp($"Halted by {request.By}: {request.Reason}");
            desk.Hint();
            throw Elsewhere(e);
        }
        if (request.CancelOrders)
            await CancelAndConfirmAsync($"Halted by {request.By}: {request.Reason}", cancellation);
        return new HaltReport(
            done.State.State,
            done.State.Since,
            done.OrdersLeft,
            (await orders.OpenAsync(CancellationToken.None)).Count
        );
    }

    public Task<StoredTradingState> ResumeAsync(string reason, string by, CancellationToken cancellation) =>
        states.ResumeAsync(reason, by, marks.Latest?.Equity, cancellation);

    public Task<int> CancelAllAsync(string by, CancellationToken cancellation) =>
        desk.CancelAllAsync($"{by} cancelled all orders.", cancellation);

    // The request's own token ends with the request; the cycle goes on until the fund stops.
    public Task<CycleStart> StartCycleAsync(string by, CancellationToken cancellation) => runner.StartAsync(stop);

    public Task<PlanPreview> PreviewAsync(CancellationToken cancellation) => runner.PreviewAsync(cancellation);

    /// <summary>A process without the lead has no desk to stop: what it could not store, nobody has heard.</summary>
    private HaltNotStoredException Elsewhere(HaltNotStoredException e) =>
        runner.Leads
            ? e
            : new HaltNotStoredException(
                "The fund's store can't be written, and this process does not lead the fund: nothing is halted yet. The halt "
                    + "is stored as soon as the store takes it.",
                e
            );

    /// <summary>The engine's steps do the work, from a halt that stands too; it ends halted.</summary>
    private async Task<HaltReport> FlattenAsync(HaltRequest request, CancellationToken cancellation)
    {
        StoredTradingState state;
        try
        {
            state = await states
                .FlattenAsync(
                    new ReduceOnlyAct(
                        Halting.Mended(request.Reason),
                        request.By,
                        FlattenBy: market.Now + options.FlattenDeadline
                    ),
                    cancellation
                )
                .WaitAsync(Halting.AnswerWithin, wall, cancellation);
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            // A store that can't open the flattening: what it can't refuse is that this process stops.
            return await HaltAsync(request with { Flatten = false }, cancellation);
        }
        return new HaltReport(
            state.State,
            state.State == TradingState.Halted ? state.Since : null,
            0,
            (await orders.OpenAsync(cancellation)).Count
        );
    }

    private async Task CancelAndConfirmAsync(string reason, CancellationToken cancellation)
    {
        using var heard = events.Subscribe();
        using var over = new CancellationTokenSource(ConfirmWithin, wall);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellation);
        await using var news = heard.ReadAllAsync(either.Token).GetAsyncEnumerator(CancellationToken.None);
        Task? next = null;
        try
        {
            await desk.CancelAllAsync(reason, either.Token);
            while ((await desk.SweepAsync(either.Token)).Open.Count > 0)
            {
                next ??= news.MoveNextAsync().AsTask();
                await Task.WhenAny(next, Task.Delay(LookAgain, wall, either.Token));
                either.Token.ThrowIfCancellationRequested();
                if (next.IsCompleted)
                    next = null;
            }
        }
        catch (Exception e) when (e is BrokerUnavailableException or OperationCanceledException)
        {
            // The halt holds all the same; what could not be confirmed is counted as open in the report.
        }
        finally
        {
            await either.CancelAsync();
            if (next is not null)
                await next.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
