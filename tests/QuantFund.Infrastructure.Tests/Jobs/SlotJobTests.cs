using AwesomeAssertions;
using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Microsoft.Extensions.Time.Testing;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Fund.Cycles;
using QuantFund.Core.Fund.Events;
using QuantFund.Core.Pipeline.Slots;
using QuantFund.Infrastructure.Jobs;
using Xunit;

namespace QuantFund.Infrastructure.Tests.Jobs;

public sealed class SlotJobTests
{
    private static readonly MarketName Mine = new("mine");

    private readonly FakeTimeProvider time = new(At(9, 45));
    private readonly Slots runner = new();
    private readonly Later later = new();
    private readonly SlotSchedule schedule = new(NyseCalendar.Instance, TimeSpan.FromMinutes(15));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private SlotJob Job => new(runner, schedule, new MarketTime(time), Mine, later);

    private static DateTimeOffset At(int hour, int minute) =>
        NewYork.ToUtc(new DateOnly(2026, 1, 5), new TimeOnly(hour, minute));

    [Fact]
    public async Task Slot_RunsUntilTheNextOneHasCome_AndNotLater()
    {
        time.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromTicks(1));
        (await Job.RunAsync(At(9, 45), Mine.Value, Stop)).Should().Be("Ran");

        time.Advance(TimeSpan.FromTicks(1));
        (await Job.RunAsync(At(9, 45), Mine.Value, Stop)).Should().Be("Missed");

        runner.Asked.Should().Equal(At(9, 45));
        runner.MissedOnes.Should().Equal(At(9, 45));
    }

    [Fact]
    public async Task Slot_OfAnotherMarket_IsNotRun()
    {
        (await Job.RunAsync(At(9, 45), "another", Stop)).Should().Be("OfAnotherMarket");

        runner.Asked.Should().BeEmpty();
        later.Jobs.Should().BeEmpty();
    }

    [Theory]
    [InlineData(SlotOutcome.NotLeading)]
    [InlineData(SlotOutcome.Early)]
    public async Task Slot_WhoseTimeOrLeaderIsNotThere_IsPutBack(SlotOutcome outcome)
    {
        runner.Outcome = outcome;

        await Job.RunAsync(At(9, 45), Mine.Value, Stop);

        later.Jobs.Should().ContainSingle().Which.Args[0].Should().Be(At(9, 45));
    }

    [Fact]
    public async Task Server_ThatLeads_PutsNothingBack()
    {
        runner.Outcome = SlotOutcome.Taken;

        await Job.RunAsync(At(9, 45), Mine.Value, Stop);

        later.Jobs.Should().BeEmpty();
    }

    [Theory]
    [InlineData(10, 0, 0, true)]
    [InlineData(10, 0, 59, true)]
    [InlineData(10, 1, 0, false)]
    [InlineData(15, 50, 3, true)]
    [InlineData(9, 30, 0, false)]
    [InlineData(16, 0, 0, false)]
    public async Task EachMinute_RunsTheSlotThatItIs(int hour, int minute, int second, bool isSlot)
    {
        time.SetUtcNow(
            NewYork.ToUtc(new DateOnly(2026, 1, 6), new TimeOnly(hour, minute)) + TimeSpan.FromSeconds(second)
        );

        var said = await new DueSlotJob(Job, schedule, new MarketTime(time), Mine).RunAsync(Stop);

        said.Should().Be(isSlot ? "Ran" : "None");
        if (isSlot)
            runner.Asked.Should().Equal(NewYork.ToUtc(new DateOnly(2026, 1, 6), new TimeOnly(hour, minute)));
    }

    private sealed class Slots : ISlotRunner
    {
        public SlotOutcome Outcome { get; set; } = SlotOutcome.Ran;

        public bool Leads => true;

        public List<DateTimeOffset> Asked { get; } = [];

        public List<DateTimeOffset> MissedOnes { get; } = [];

        public void Missed(DateTimeOffset slot, string reason) => MissedOnes.Add(slot);

        public Task<SlotOutcome> RunAsync(DateTimeOffset slot, CancellationToken cancellation)
        {
            Asked.Add(slot);
            return Task.FromResult(Outcome);
        }
    }

    private sealed class Later : IBackgroundJobClient
    {
        public List<Job> Jobs { get; } = [];

        public string Create(Job job, IState state)
        {
            state.Should().BeOfType<ScheduledState>();
            Jobs.Add(job);
            return "1";
        }

        public bool ChangeState(string jobId, IState state, string expectedState) => throw new NotSupportedException();
    }
}
