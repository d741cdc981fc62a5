using QuantFund.Core.Domain;
using QuantFund.Core.Execution;

namespace QuantFund.Core.Live;

/// <summary>What a person tells the running fund.</summary>
public sealed class FundCommands(
    Halting halting,
    Resuming resuming,
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
        var done = await halting.HaltAsync(request.Reason, request.By, cancellation);
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
        resuming.ResumeAsync(reason, by, marks.Latest?.Equity, cancellation);

    public Task<int> CancelAllAsync(string by, CancellationToken cancellation) =>
        desk.CancelAllAsync($"{by} cancelled all orders.", cancellation);

    // The request's own token ends with the request; the cycle goes on until the fund stops.
    public Task<CycleStart> StartCycleAsync(string by, CancellationToken cancellation) => runner.StartAsync(stop);

    public Task<PlanPreview> PreviewAsync(CancellationToken cancellation) => runner.PreviewAsync(cancellation);

    /// <summary>The engine's steps do the work; a halt that stands already is not weakened.</summary>
    private async Task<HaltReport> FlattenAsync(HaltRequest request, CancellationToken cancellation)
    {
        var state = await states.ReduceOnlyAsync(
            new ReduceOnlyAct(request.Reason, request.By, FlattenBy: market.Now + options.FlattenDeadline),
            cancellation
        );
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
