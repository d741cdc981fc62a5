using QuantFund.Infrastructure.PaperExchange;

namespace QuantFund.Infrastructure.Tests.PaperExchange;

/// <summary>An exchange that stops at a step until it is let go.</summary>
internal sealed class HeldAt : IExchangeFaults
{
    public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource? Arriving { get; init; }

    public TaskCompletionSource? Committing { get; init; }

    public TaskCompletionSource? Committed { get; init; }

    public Task OrderArrivedAsync(CancellationToken cancellation) => Hold(Arriving);

    public Task AfterOrderCommittedAsync(CancellationToken cancellation) =>
        Committed is null ? Task.CompletedTask : Hold(Committed).WaitAsync(cancellation);

    public void OrderCommitting() => Hold(Committing).GetAwaiter().GetResult();

    public void AfterStepCommitted() { }

    private Task Hold(TaskCompletionSource? held)
    {
        if (held is null)
            return Task.CompletedTask;
        Reached.TrySetResult();
        return held.Task;
    }
}
