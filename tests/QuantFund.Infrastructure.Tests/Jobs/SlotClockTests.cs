using AwesomeAssertions;
using Hangfire;
using Hangfire.Common;
using Hangfire.InMemory;
using Hangfire.States;
using Hangfire.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Pipeline.Slots;
using QuantFund.Infrastructure.Jobs;
using Xunit;

namespace QuantFund.Infrastructure.Tests.Jobs;

public sealed class SlotClockTests : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly FakeTimeProvider time = new(At(5, 9, 30));
    private readonly Enqueued jobs = new();
    private readonly Leading runner = new();

    private static DateTimeOffset At(int day, int hour, int minute) =>
        NewYork.ToUtc(new DateOnly(2026, 1, day), new TimeOnly(hour, minute));

    // Hangfire's log provider is the process's: a host of another test may have left its disposed one.
    public SlotClockTests() => Hangfire.Logging.LogProvider.SetCurrentLogProvider(null);

    public void Dispose()
    {
        stop.Cancel();
        stop.Dispose();
    }

    private SlotClock Clock(TimeProvider? market = null, IRecurringJobManager? recurring = null) =>
        new(
            new MarketTime(market ?? time),
            new MarketName("mine"),
            new SlotSchedule(NyseCalendar.Instance, TimeSpan.FromMinutes(15)),
            runner,
            jobs,
            recurring ?? new RecurringJobManager(new InMemoryStorage()),
            time,
            NullLogger<SlotClock>.Instance
        );

    [Fact]
    public void EachSlotIsEnqueuedOnce_WhenMarketTimeReachesIt()
    {
        _ = Clock().RunAsync(stop.Token);

        time.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromTicks(1));
        jobs.Slots.Should().BeEmpty();

        time.Advance(TimeSpan.FromTicks(1));
        time.Advance(TimeSpan.FromMinutes(15));

        jobs.Slots.Should().Equal(At(5, 9, 45), At(5, 10, 0));
    }

    [Fact]
    public void SlotsThatPassedWhileTheProcessWasDown_AreNotRunLate()
    {
        time.Advance(TimeSpan.FromHours(2)); // 11:30
        _ = Clock().RunAsync(stop.Token);

        time.Advance(TimeSpan.FromMinutes(15));

        jobs.Slots.Should().Equal(At(5, 11, 45));
    }

    [Fact]
    public void NothingIsEnqueuedOvernight()
    {
        time.Advance(TimeSpan.FromHours(6.5)); // 16:00
        _ = Clock().RunAsync(stop.Token);

        time.Advance(At(6, 9, 44) - At(5, 16, 0));
        jobs.Slots.Should().BeEmpty();
        time.Advance(TimeSpan.FromMinutes(1));

        jobs.Slots.Should().Equal(At(6, 9, 45));
    }

    [Fact]
    public async Task RealMarketTime_IsFollowedByHangfiresCron_InNewYork_AndSimulatedTimeTakesItAway()
    {
        using var storage = new InMemoryStorage();
        var recurring = new RecurringJobManager(storage);

        using (var real = Clock(TimeProvider.System, recurring))
            await real.RunAsync(stop.Token);

        using (var connection = storage.GetConnection())
        {
            var job = connection.GetRecurringJobs().Should().ContainSingle().Subject;
            job.Cron.Should().Be("* 9-15 * * MON-FRI");
            job.TimeZoneId.Should().Be("America/New_York");
            job.Job.Type.Should().Be<DueSlotJob>();
        }
        jobs.Slots.Should().BeEmpty();

        using var simulated = Clock(time, recurring);
        _ = simulated.RunAsync(stop.Token);
        using var after = storage.GetConnection();
        after.GetRecurringJobs().Should().BeEmpty();
    }

    [Fact]
    public void ProcessThatStandsBy_EnqueuesNothing_AndTheLeaderOnlyWhatComesFromThenOn()
    {
        runner.Leads = false;
        _ = Clock().RunAsync(stop.Token);

        time.Advance(TimeSpan.FromMinutes(31)); // 9:45 and 10:00
        jobs.Slots.Should().BeEmpty();
        runner.Leads = true;
        time.Advance(TimeSpan.FromMinutes(15));

        jobs.Slots.Should().Equal(At(5, 10, 15));
        jobs.Markets.Should().Equal("mine");
    }

    [Fact]
    public void QueueThatIsAway_EndsNothing_ItsSlotIsMissedWithTheReason_AndTheNextOneIsEnqueued()
    {
        var running = Clock().RunAsync(stop.Token);
        jobs.Away = true;
        time.Advance(TimeSpan.FromMinutes(15));

        running.IsCompleted.Should().BeFalse();
        jobs.Away = false;
        time.Advance(TimeSpan.FromMinutes(15));

        jobs.Slots.Should().Equal(At(5, 10, 0));
        var (slot, reason) = runner.MissedOnes.Should().ContainSingle().Subject;
        slot.Should().Be(At(5, 9, 45));
        reason.Should().Contain("no connection");
    }

    private sealed class Leading : ISlotRunner
    {
        public bool Leads { get; set; } = true;

        public List<(DateTimeOffset Slot, string Reason)> MissedOnes { get; } = [];

        public void Missed(DateTimeOffset slot, string reason) => MissedOnes.Add((slot, reason));

        public Task<SlotOutcome> RunAsync(DateTimeOffset slot, CancellationToken cancellation) =>
            throw new NotSupportedException();
    }

    private sealed class Enqueued : IBackgroundJobClient
    {
        public bool Away { get; set; }

        public List<string> Markets { get; } = [];

        public List<DateTimeOffset> Slots { get; } = [];

        public string Create(Job job, IState state)
        {
            if (Away)
                throw new IOException("no connection");
            Slots.Add((DateTimeOffset)job.Args[0]);
            Markets.Add((string)job.Args[1]);
            return "1";
        }

        public bool ChangeState(string jobId, IState state, string expectedState) => throw new NotSupportedException();
    }
}
