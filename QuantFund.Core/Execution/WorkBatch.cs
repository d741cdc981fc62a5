namespace QuantFund.Core.Execution;

/// <summary>The orders of one request, and the wait of whoever made it.</summary>
internal sealed class WorkBatch(IReadOnlyList<WorkedOrder> works)
{
    private readonly TaskCompletionSource<Submission> done = new();

    public IReadOnlyList<WorkedOrder> Works { get; } = works;

    public Task<Submission> Done => done.Task;

    public void Abandon(string reason)
    {
        foreach (var work in Works)
            work.Abandon(reason);
    }

    public void Complete() =>
        done.TrySetResult(
            new Submission(
                [.. Works.SelectMany(w => w.Orders)],
                [.. Works.Select(w => w.Refusal).OfType<RefusedOrder>()]
            )
        );
}
