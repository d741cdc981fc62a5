using AwesomeAssertions;
using Microsoft.Extensions.Time.Testing;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Simulation;
using QuantFund.Core.Simulation.Clock;
using Xunit;

namespace QuantFund.Core.Tests.Simulation;

public sealed class SimulatedClockTests
{
    private static readonly NyseCalendar Calendar = NyseCalendar.Instance;
    private static readonly Session Monday = Calendar.SessionOn(new(2026, 1, 5))!;
    private static readonly Session Tuesday = Calendar.SessionOn(new(2026, 1, 6))!;

    private readonly FakeTimeProvider wall = new();
    private readonly Mark mark = new();

    [Fact]
    public void Time_RunsAtSpeedTimesWallTime()
    {
        var clock = Clock(Monday.Open);

        wall.Advance(TimeSpan.FromSeconds(15));

        clock.GetUtcNow().Should().Be(Monday.Open.AddMinutes(15));
    }

    [Fact]
    public void Hold_StopsTime_UntilTheLastOfSeveralIsReleased()
    {
        var clock = Clock(Monday.Open);
        var debate = clock.Hold("debate");
        var approval = clock.Hold("approval");
        clock.Holds.Should().Equal("debate", "approval");

        wall.Advance(TimeSpan.FromHours(1));
        debate.Dispose();
        debate.Dispose();
        wall.Advance(TimeSpan.FromHours(1));
        clock.GetUtcNow().Should().Be(Monday.Open);
        approval.Dispose();
        wall.Advance(TimeSpan.FromSeconds(1));

        clock.GetUtcNow().Should().Be(Monday.Open.AddMinutes(1));
    }

    [Fact]
    public void Close_LetsTimeRunOn_UntilTheDayIsClosed_ThenJumpsToJustBeforeTheNextOpen()
    {
        var clock = Clock(Monday.Close.AddMinutes(-1));
        wall.Advance(TimeSpan.FromSeconds(2));
        clock.GetUtcNow().Should().Be(Monday.Close.AddMinutes(1));

        clock.CloseDay(Monday.Date);

        clock.GetUtcNow().Should().Be(Tuesday.Open.AddMinutes(-1));
        wall.Advance(TimeSpan.FromSeconds(1));
        clock.GetUtcNow().Should().Be(Tuesday.Open);
    }

    [Fact]
    public void Jump_SkipsWeekendsAndHolidays()
    {
        // Friday 2026-01-16; Monday the 19th is Martin Luther King Day.
        var friday = Calendar.SessionOn(new(2026, 1, 16))!;
        var clock = Clock(friday.Close);

        clock.CloseDay(friday.Date);

        clock.GetUtcNow().Should().Be(Calendar.SessionOn(new(2026, 1, 20))!.Open.AddMinutes(-1));
    }

    [Fact]
    public void CloseDay_BeforeTheClose_JumpsOnlyAtTheClose()
    {
        var clock = Clock(Monday.Close.AddMinutes(-2));
        clock.CloseDay(Monday.Date);
        clock.GetUtcNow().Should().Be(Monday.Close.AddMinutes(-2));

        wall.Advance(TimeSpan.FromSeconds(1));
        clock.GetUtcNow().Should().Be(Monday.Close.AddMinutes(-1));
        wall.Advance(TimeSpan.FromSeconds(1));

        clock.GetUtcNow().Should().Be(Tuesday.Open.AddMinutes(-1));
    }

    [Fact]
    public void Jump_WaitsForTheHold()
    {
        var clock = Clock(Monday.Close);
        var hold = clock.Hold("debate");
        clock.CloseDay(Monday.Date);
        clock.GetUtcNow().Should().Be(Monday.Close);

        hold.Dispose();

        clock.GetUtcNow().Should().Be(Tuesday.Open.AddMinutes(-1));
    }

    [Fact]
    public void CloseDay_OfAnOldDay_ChangesNothing()
    {
        var clock = Clock(Tuesday.Open.AddHours(1));

        clock.CloseDay(Monday.Date);

        clock.GetUtcNow().Should().Be(Tuesday.Open.AddHours(1));
    }

    [Fact]
    public void SlowClock_StillReachesTheOpenWithinFiveSeconds()
    {
        var clock = new SimulatedClock(wall, 1, Calendar, mark, Monday.Close, Tuesday.Close);

        clock.CloseDay(Monday.Date);
        wall.Advance(TimeSpan.FromSeconds(5));

        clock.GetUtcNow().Should().BeOnOrAfter(Tuesday.Open);
    }

    [Fact]
    public void End_StopsTimeForEver()
    {
        var clock = new SimulatedClock(wall, 60, Calendar, mark, Monday.Close.AddMinutes(-1), Monday.Close);
        wall.Advance(TimeSpan.FromHours(1));
        clock.CloseDay(Monday.Date);

        clock.GetUtcNow().Should().Be(Monday.Close);
    }

    [Fact]
    public void Timer_FiresAtItsMarketTime_InTheCallersThread()
    {
        var clock = Clock(Monday.Open);
        var fired = new List<DateTimeOffset>();
        using var timer = clock.CreateTimer(
            _ => fired.Add(clock.GetUtcNow()),
            null,
            TimeSpan.FromMinutes(1),
            TimeSpan.FromMinutes(2)
        );

        wall.Advance(TimeSpan.FromMilliseconds(999));
        fired.Should().BeEmpty();
        wall.Advance(TimeSpan.FromMilliseconds(1));
        fired.Should().Equal(Monday.Open.AddMinutes(1));
        wall.Advance(TimeSpan.FromSeconds(2));
        wall.Advance(TimeSpan.FromSeconds(2));

        fired.Should().Equal(Monday.Open.AddMinutes(1), Monday.Open.AddMinutes(3), Monday.Open.AddMinutes(5));
    }

    [Fact]
    public void Timer_WaitsWhileTimeIsHeld_AndKeepsItsMarketTime()
    {
        var clock = Clock(Monday.Open);
        var fired = 0;
        using var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromMinutes(2), Timeout.InfiniteTimeSpan);
        wall.Advance(TimeSpan.FromSeconds(1));
        var hold = clock.Hold("approval");
        wall.Advance(TimeSpan.FromHours(5));
        hold.Dispose();
        fired.Should().Be(0);

        wall.Advance(TimeSpan.FromMilliseconds(999));
        fired.Should().Be(0);
        wall.Advance(TimeSpan.FromMilliseconds(1));

        fired.Should().Be(1);
    }

    [Fact]
    public void Timer_ThatAJumpPasses_FiresOnceAtOnce()
    {
        var clock = Clock(Monday.Close);
        var fired = new List<DateTimeOffset>();
        using var timer = clock.CreateTimer(
            _ => fired.Add(clock.GetUtcNow()),
            null,
            TimeSpan.FromMinutes(30),
            TimeSpan.FromMinutes(30)
        );

        clock.CloseDay(Monday.Date);

        fired.Should().Equal(Tuesday.Open.AddMinutes(-1));
        wall.Advance(TimeSpan.FromSeconds(30));
        fired.Should().Equal(Tuesday.Open.AddMinutes(-1), Tuesday.Open.AddMinutes(29));
    }

    [Fact]
    public async Task Delay_EndsInMarketTime()
    {
        var clock = Clock(Monday.Open);
        var delay = Task.Delay(TimeSpan.FromMinutes(10), clock, TestContext.Current.CancellationToken);

        wall.Advance(TimeSpan.FromSeconds(9));
        delay.IsCompleted.Should().BeFalse();
        wall.Advance(TimeSpan.FromSeconds(1));

        await delay;
    }

    [Fact]
    public async Task PeriodicTimer_TicksInMarketTime()
    {
        var clock = Clock(Monday.Open);
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        var tick = timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        tick.IsCompleted.Should().BeFalse();

        wall.Advance(TimeSpan.FromSeconds(1));

        (await tick).Should().BeTrue();
    }

    [Fact]
    public void DisposedTimer_NeverFires()
    {
        var clock = Clock(Monday.Open);
        var fired = 0;
        var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        timer.Dispose();

        wall.Advance(TimeSpan.FromMinutes(1));

        fired.Should().Be(0);
        timer.Change(TimeSpan.Zero, TimeSpan.Zero).Should().BeFalse();
    }

    [Fact]
    public void ElapsedTime_IsMarketTime()
    {
        var clock = Clock(Monday.Open);
        var start = clock.GetTimestamp();

        wall.Advance(TimeSpan.FromSeconds(2));

        clock.GetElapsedTime(start).Should().Be(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void NothingIsEverShown_BeyondTheMark()
    {
        var clock = Clock(Monday.Open);
        var random = new SeededRandom(7);
        var holds = new Stack<IDisposable>();
        var last = clock.GetUtcNow();
        for (var i = 0; i < 5_000; i++)
        {
            switch (random.Below(6))
            {
                case 0:
                    holds.Push(clock.Hold("test"));
                    break;
                case 1 or 2 when holds.Count > 0:
                    holds.Pop().Dispose();
                    break;
                case 3:
                    clock.CloseDay(NewYork.DateOf(last));
                    break;
                default:
                    wall.Advance(TimeSpan.FromMilliseconds(random.Below(3_000)));
                    break;
            }
            var now = clock.GetUtcNow();
            now.Should().BeOnOrAfter(last);
            if (now > Monday.Open)
                mark.Value.Should().NotBeNull().And.Subject.Should().BeOnOrAfter(now);
            last = now;
        }
        last.Should().BeAfter(Monday.Open.AddDays(7));
    }

    [Fact]
    public void Restart_FromTheMark_NeverGoesBack_AndFromACleanStopGoesOnExactly()
    {
        var shown = Monday.Open;
        var start = Monday.Open;
        for (var life = 0; life < 50; life++)
        {
            var clock = Clock(start);
            clock.GetUtcNow().Should().BeOnOrAfter(shown);
            wall.Advance(TimeSpan.FromMilliseconds(137 * life));
            shown = clock.GetUtcNow();
            if (life % 2 == 0)
                clock.Stop().Should().Be(shown);
            start = mark.Value ?? Monday.Open;
            if (life % 2 == 0)
                start.Should().Be(shown);
        }
    }

    [Fact]
    public void StoppedClock_StandsStill()
    {
        var clock = Clock(Monday.Open);
        wall.Advance(TimeSpan.FromSeconds(3));
        var stopped = clock.Stop();

        wall.Advance(TimeSpan.FromHours(1));

        clock.GetUtcNow().Should().Be(stopped);
    }

    [Fact]
    public void AfterDisposal_LateTimersNeedNoStore()
    {
        var clock = Clock(Monday.Open);
        var woken = 0;
        using var timer = clock.CreateTimer(_ => woken++, null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));

        clock.Dispose();
        var written = mark.Written;
        wall.Advance(TimeSpan.FromHours(1));

        mark.Written.Should().Be(written);
        woken.Should().Be(0);
        clock.GetUtcNow().Should().Be(Monday.Open);
    }

    [Fact]
    public void MarkThatCantBeWritten_HoldsTimeWhereItIs_AndItGoesOnFromThere_WithoutAJump()
    {
        var clock = Clock(Monday.Open);
        var told = 0;
        wall.Advance(TimeSpan.FromSeconds(1));
        _ = clock.GetUtcNow();
        using var timer = clock.CreateTimer(_ => told++, null, TimeSpan.FromMinutes(10), Timeout.InfiniteTimeSpan);
        mark.Fails = true;
        var reserved = mark.Value!.Value;

        wall.Advance(TimeSpan.FromSeconds(34));
        clock.GetUtcNow().Should().Be(reserved, "nothing later may be shown");
        wall.Advance(TimeSpan.FromMinutes(5));
        clock.GetUtcNow().Should().Be(reserved);
        told.Should().Be(0);

        mark.Fails = false;
        wall.Advance(TimeSpan.FromSeconds(1));
        var on = clock.GetUtcNow();
        on.Should().BeAfter(reserved).And.BeOnOrBefore(reserved + TimeSpan.FromMinutes(1));
        wall.Advance(TimeSpan.FromSeconds(12));
        told.Should().Be(1);
    }

    private SimulatedClock Clock(DateTimeOffset start) =>
        new(wall, 60, Calendar, mark, start, NyseCalendar.Instance.SessionOn(new(2030, 12, 2))!.Close);

    private sealed class Mark : IClockMark
    {
        public DateTimeOffset? Value { get; private set; }

        public int Written { get; private set; }

        /// <summary>The disk is full, or the file is locked.</summary>
        public bool Fails { get; set; }

        public bool Reserve(DateTimeOffset until)
        {
            if (Fails)
                return false;
            if (Value is { } before)
                until.Should().BeOnOrAfter(before);
            Value = until;
            Written++;
            return true;
        }

        public bool Settle(DateTimeOffset at)
        {
            if (Fails)
                return false;
            Value = at;
            Written++;
            return true;
        }
    }
}
