using QuantFund.Core.Domain.Calendar;

namespace QuantFund.Core.Simulation;

/// <summary>
/// Market time of a simulated exchange: it runs at a multiple of wall time, stands still while held, and jumps from a
/// day's end to shortly before the next session once that day is closed. It never runs backwards, not even over a
/// restart: time is shown only up to a mark that is on disk. Timers made by it are due in market time.
/// </summary>
/// <remarks>
/// Driven by an injected wall <see cref="TimeProvider"/>; with a fake one every timer fires inside the advance, in the
/// caller's thread. Reading the time may write the mark, so whoever holds a lock that the mark's store needs must not.
/// </remarks>
public sealed class SimulatedClock : TimeProvider, IDisposable
{
    /// <summary>Wall time that one mark reserves: what a kill may cost at most.</summary>
    private static readonly TimeSpan ReservedWall = TimeSpan.FromSeconds(2);

    /// <summary>Wall time between attempts at a mark that can't be written.</summary>
    private static readonly TimeSpan MarkAgain = TimeSpan.FromMilliseconds(250);

    /// <summary>Market time shown before an open after a jump, and the wall time that this may take.</summary>
    private static readonly TimeSpan Lead = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LeadWall = TimeSpan.FromSeconds(3);

    private readonly Lock gate = new();
    private readonly TimeProvider wall;
    private readonly double speed;
    private readonly IMarketCalendar calendar;
    private readonly IClockMark mark;
    private readonly DateTimeOffset end;
    private readonly HashSet<MarketTimer> timers = [];
    private readonly Dictionary<long, string> holds = [];

    private DateTimeOffset anchor;
    private long anchorWall;
    private DateTimeOffset reserved;
    private DateOnly? closing;
    private long nextHold;
    private bool stopped;
    private long version;
    private ITimer? jump;
    private long? unmarked;

    /// <param name="wall">Wall time.</param>
    /// <param name="speed">Market time over wall time, above zero.</param>
    /// <param name="calendar">Sessions, for the jumps.</param>
    /// <param name="mark">Where the mark is kept.</param>
    /// <param name="start">Market time to begin at.</param>
    /// <param name="end">Market time at which it stands still for ever.</param>
    public SimulatedClock(
        TimeProvider wall,
        double speed,
        IMarketCalendar calendar,
        IClockMark mark,
        DateTimeOffset start,
        DateTimeOffset end
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(speed);
        this.wall = wall;
        this.speed = speed;
        this.calendar = calendar;
        this.mark = mark;
        this.end = end;
        anchor = start.ToUniversalTime();
        anchorWall = wall.GetTimestamp();
        reserved = start;
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Why time stands still; empty while it runs.</summary>
    public IReadOnlyList<string> Holds
    {
        get
        {
            lock (gate)
                return [.. holds.OrderBy(h => h.Key).Select(h => h.Value)];
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return Shown();
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>Time stands still until the result is disposed; with several holds until the last one is.</summary>
    public IDisposable Hold(string reason)
    {
        long id;
        lock (gate)
        {
            Anchor(Shown());
            id = nextHold++;
            holds.Add(id, reason);
        }
        Replan();
        return new Release(this, id);
    }

    /// <summary>
    /// The closing work of a session is done. From its close on, and while nothing holds, time jumps to shortly before
    /// the next session's open.
    /// </summary>
    public void CloseDay(DateOnly session)
    {
        lock (gate)
            closing = closing is { } other && other > session ? other : session;
        TryJump();
    }

    /// <summary>A clean stop: time stands still from now on, and the next start goes on exactly here.</summary>
    public DateTimeOffset Stop()
    {
        DateTimeOffset now;
        lock (gate)
        {
            if (stopped)
                return anchor;
            now = Shown();
            Anchor(now);
            stopped = true;
            mark.Settle(now);
        }
        Replan();
        return now;
    }

    /// <summary>Stops: a timer that fires later must not need the mark's store, which may be gone by then.</summary>
    public void Dispose() => Stop();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new MarketTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Wall time until a market time, rounded up to whole milliseconds; infinite while time stands still before it.</summary>
    private TimeSpan WallUntil(DateTimeOffset due)
    {
        lock (gate)
        {
            var now = Shown();
            if (due <= now)
                return TimeSpan.Zero;
            if (Still || due > end)
                return Timeout.InfiniteTimeSpan;
            var milliseconds = Math.Ceiling((due - now).TotalMilliseconds / speed);
            if (unmarked is not null)
                milliseconds = Math.Max(milliseconds, MarkAgain.TotalMilliseconds);
            // The longest wait that timers take is about 49 days; an early wake plans again.
            return TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, 1, 4_000_000_000d));
        }
    }

    private bool Still => stopped || holds.Count > 0;

    private DateTimeOffset Shown()
    {
        var now = anchor;
        if (!Still)
        {
            now += TimeSpan.FromTicks((long)(wall.GetElapsedTime(anchorWall).Ticks * speed));
            if (now > end)
                now = end;
        }
        if (now <= reserved || TryReserve(now + (ReservedWall * speed)))
            return now;
        // Nothing later may be shown: time stands still here, and goes on from here once the mark can be written.
        Anchor(reserved);
        return reserved;
    }

    /// <summary>False while the mark can't be written. It is not tried at each look at the time: the store may be slow to say no.</summary>
    private bool TryReserve(DateTimeOffset until)
    {
        if (unmarked is { } since && wall.GetElapsedTime(since) < MarkAgain)
            return false;
        if (!mark.Reserve(until))
        {
            unmarked = wall.GetTimestamp();
            return false;
        }
        unmarked = null;
        reserved = until;
        return true;
    }

    private void Anchor(DateTimeOffset now)
    {
        anchor = now;
        anchorWall = wall.GetTimestamp();
        version++;
    }

    private void Resume(long hold)
    {
        lock (gate)
        {
            if (!holds.ContainsKey(hold))
                return;
            Anchor(Shown());
            holds.Remove(hold);
        }
        TryJump();
        Replan();
    }

    private void TryJump()
    {
        lock (gate)
        {
            jump?.Dispose();
            jump = null;
            if (closing is not { } date || calendar.SessionOn(date) is not { } session || Still)
                return;
            var now = Shown();
            if (now < session.Close)
            {
                // A wall timer of its own: it must not wait for whoever reads the time next.
                var wait = TimeSpan.FromMilliseconds(Math.Ceiling((session.Close - now).TotalMilliseconds / speed));
                jump = wall.CreateTimer(_ => TryJump(), null, wait, Timeout.InfiniteTimeSpan);
                return;
            }
            closing = null;
            if (session.Close >= end)
                return;
            var lead = Lead < LeadWall * speed ? Lead : LeadWall * speed;
            var target = calendar.NextAfter(session.Close).Open - lead;
            if (target <= now)
                return;
            var until = target + (ReservedWall * speed);
            if (until > reserved && !TryReserve(until))
            {
                closing = date;
                jump = wall.CreateTimer(_ => TryJump(), null, MarkAgain, Timeout.InfiniteTimeSpan);
                return;
            }
            Anchor(target);
        }
        Replan();
    }

    private void Replan()
    {
        MarketTimer[] all;
        lock (gate)
            all = [.. timers];
        foreach (var timer in all)
            timer.Plan();
    }

    private sealed class Release(SimulatedClock clock, long hold) : IDisposable
    {
        public void Dispose() => clock.Resume(hold);
    }

    /// <summary>A timer in market time on top of one in wall time, planned anew whenever market time changes its course.</summary>
    private sealed class MarketTimer : ITimer
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
            inner = clock.wall.CreateTimer(
                static timer => ((MarketTimer)timer!).Wake(),
                this,
                Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan
            );
            lock (clock.gate)
                clock.timers.Add(this);
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
            lock (clock.gate)
                clock.timers.Remove(this);
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
                var course = Interlocked.Read(ref clock.version);
                inner.Change(
                    at is { } time ? clock.WallUntil(time) : Timeout.InfiniteTimeSpan,
                    Timeout.InfiniteTimeSpan
                );
                lock (own)
                    if (seen == changes && course == Interlocked.Read(ref clock.version))
                        return;
            }
        }

        private void Wake()
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
}
