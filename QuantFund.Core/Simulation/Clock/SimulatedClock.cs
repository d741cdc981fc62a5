using QuantFund.Core.Domain.Calendar;

namespace QuantFund.Core.Simulation.Clock;

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

    /// <summary>Market time shown before an open after a jump, and the wall time that this may take.</summary>
    private static readonly TimeSpan Lead = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LeadWall = TimeSpan.FromSeconds(3);

    private readonly Lock gate = new();
    private readonly TimeProvider wall;
    private readonly double speed;
    private readonly IMarketCalendar calendar;
    private readonly ReservedTime reservation;
    private readonly DateTimeOffset end;
    private readonly HashSet<MarketTimer> timers = [];
    private readonly Dictionary<long, string> holds = [];

    private DateTimeOffset anchor;
    private long anchorWall;
    private DateOnly? closing;
    private long nextHold;
    private bool stopped;
    private long version;
    private ITimer? jump;

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
        this.end = end;
        anchor = start.ToUniversalTime();
        anchorWall = wall.GetTimestamp();
        reservation = new ReservedTime(mark, wall, start);
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
            reservation.Settle(now);
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

    /// <summary>Changes whenever market time changes its course: what was planned before then is stale.</summary>
    internal long Course => Interlocked.Read(ref version);

    /// <summary>A wall timer, not yet set, that wakes one in market time.</summary>
    internal ITimer WallTimer(MarketTimer timer) =>
        wall.CreateTimer(
            static timer => ((MarketTimer)timer!).Wake(),
            timer,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );

    internal void Remember(MarketTimer timer)
    {
        lock (gate)
            timers.Add(timer);
    }

    internal void Forget(MarketTimer timer)
    {
        lock (gate)
            timers.Remove(timer);
    }

    /// <summary>Wall time until a market time, rounded up to whole milliseconds; infinite while time stands still before it.</summary>
    internal TimeSpan WallUntil(DateTimeOffset due)
    {
        lock (gate)
        {
            var now = Shown();
            if (due <= now)
                return TimeSpan.Zero;
            if (Still || due > end)
                return Timeout.InfiniteTimeSpan;
            var milliseconds = Math.Ceiling((due - now).TotalMilliseconds / speed);
            if (reservation.IsRefused)
                milliseconds = Math.Max(milliseconds, ReservedTime.Again.TotalMilliseconds);
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
        if (now <= reservation.Until || reservation.TryExtend(now + (ReservedWall * speed)))
            return now;
        // Nothing later may be shown: time stands still here, and goes on from here once the mark can be written.
        Anchor(reservation.Until);
        return reservation.Until;
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
            if (until > reservation.Until && !reservation.TryExtend(until))
            {
                closing = date;
                jump = wall.CreateTimer(_ => TryJump(), null, ReservedTime.Again, Timeout.InfiniteTimeSpan);
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
}
