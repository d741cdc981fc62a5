namespace QuantFund.Core.Simulation.Clock;

/// <summary>A timer in market time on top of one in wall time, planned anew whenever market time changes its course.</summary>
internal sealed class MarketTimer : ITimer
{
    private readonly Lock own = new();
    private readonly SimulatedClock clock;
    private readonly TimerCallback callback;
    private readonly object? state;
    private readonly ITimer inner;
    private DateTimeOffset? due;
    private TimeSpan period = Timeout.InfiniteTimeSpan;
    private long changes;
    private bool disposed;

    public MarketTimer(SimulatedClock clock, TimerCallback callback, object? state)
    {
        this.clock = clock;
        this.callback = callback;
        this.state = state;
        inner = clock.WallTimer(this);
        clock.Remember(this);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        var now = clock.GetUtcNow();
        lock (own)
        {
            if (disposed)
                return false;
            due =
                dueTime == Timeout.InfiniteTimeSpan ? null
                : dueTime > DateTimeOffset.MaxValue - now ? null
                : now + dueTime;
            this.period = period == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : period;
            changes++;
        }
        Plan();
        return true;
    }

    public void Dispose()
    {
        lock (own)
            disposed = true;
        clock.Forget(this);
        inner.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Sets the wall timer from what is true now, and again when that changed meanwhile: of two that plan at once the
    /// staler must not win. Holds no lock while setting, because a fake wall clock may fire at once.
    /// </summary>
    public void Plan()
    {
        while (true)
        {
            DateTimeOffset? at;
            long seen;
            lock (own)
            {
                if (disposed)
                    return;
                (at, seen) = (due, changes);
            }
            var course = clock.Course;
            inner.Change(at is { } time ? clock.WallUntil(time) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            lock (own)
                if (seen == changes && course == clock.Course)
                    return;
        }
    }

    /// <summary>The wall timer went off.</summary>
    public void Wake()
    {
        var fires = TakeDue(clock.GetUtcNow());
        Plan();
        if (fires)
            callback(state);
    }

    /// <summary>True when the timer is due; it is then set to its next time. A jump over many periods fires once.</summary>
    private bool TakeDue(DateTimeOffset now)
    {
        lock (own)
        {
            if (disposed || due is not { } time || time > now)
                return false;
            due =
                period == Timeout.InfiniteTimeSpan ? null
                : time + period > now ? time + period
                : now + period;
            changes++;
            return true;
        }
    }
}
