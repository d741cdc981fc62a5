namespace QuantFund.Core.Execution;

/// <summary>
/// One holder at a time, first come first served. Unlike a semaphore it hands over on the releasing thread, so that a
/// test with its own clocks sees everything happen in one thread and one order.
/// </summary>
internal sealed class AsyncGate
{
    private readonly Lock sync = new();
    private readonly Queue<TaskCompletionSource> waiting = new();
    private bool held;

    public async ValueTask<Held> EnterAsync()
    {
        TaskCompletionSource? turn = null;
        lock (sync)
        {
            if (held)
                waiting.Enqueue(turn = new TaskCompletionSource());
            else
                held = true;
        }
        if (turn is not null)
            await turn.Task;
        return new Held(this);
    }

    private void Release()
    {
        TaskCompletionSource? next;
        lock (sync)
        {
            held = waiting.TryDequeue(out next);
        }
        next?.SetResult();
    }

    internal readonly struct Held(AsyncGate gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
