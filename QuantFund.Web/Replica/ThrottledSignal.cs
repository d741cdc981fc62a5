namespace QuantFund.Web.Replica;

/// <summary>
/// Passes the first raise on at once and joins those within the interval into one at its end, so that the last is never
/// lost.
/// </summary>
public sealed class ThrottledSignal : IDisposable
{
    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly TimeSpan interval;
    private readonly Action fire;
    private readonly ITimer timer;
    private long? firedAt;
    private bool armed;
    private bool disposed;

    public ThrottledSignal(TimeProvider time, TimeSpan interval, Action fire)
    {
        this.time = time;
        this.interval = interval;
        this.fire = fire;
        timer = time.CreateTimer(_ => Elapsed(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Raise()
    {
        lock (gate)
        {
            if (armed || disposed)
                return;
            var left = firedAt is { } at ? interval - time.GetElapsedTime(at) : TimeSpan.Zero;
            if (left > TimeSpan.Zero)
            {
                armed = true;
                timer.Change(left, Timeout.InfiniteTimeSpan);
                return;
            }
            firedAt = time.GetTimestamp();
        }
        fire();
    }

    public void Dispose()
    {
        lock (gate)
            disposed = true;
        timer.Dispose();
    }

    private void Elapsed()
    {
        lock (gate)
        {
            if (disposed)
                return;
            armed = false;
            firedAt = time.GetTimestamp();
        }
        fire();
    }
}
