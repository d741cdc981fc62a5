using AwesomeAssertions;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Pipeline.Slots;
using Xunit;

namespace QuantFund.Core.Tests.Pipeline;

public sealed class SlotScheduleTests
{
    private static readonly SlotSchedule Schedule = new(NyseCalendar.Instance, TimeSpan.FromMinutes(15));

    private static DateTimeOffset At(int year, int month, int day, int hour, int minute) =>
        NewYork.ToUtc(new DateOnly(year, month, day), new TimeOnly(hour, minute));

    [Fact]
    public void WhereMarketTimeEnds_NoSlotComesAfterTheLast()
    {
        var session = NyseCalendar.Instance.SessionOn(new DateOnly(2025, 10, 31))!;
        var schedule = new SlotSchedule(NyseCalendar.Instance, TimeSpan.FromMinutes(15), session.Close);
        var last = schedule.SlotsOf(session)[^1];

        schedule.ComingAfter(last.AddTicks(-1)).Should().Be(last);
        schedule.ComingAfter(last).Should().BeNull();
        new SlotSchedule(NyseCalendar.Instance, TimeSpan.FromMinutes(15)).ComingAfter(last).Should().BeAfter(last);
    }

    [Fact]
    public void AFullSession_Has26Slots_FirstAt0945_ClosingAt1550()
    {
        var slots = Schedule.SlotsOf(NyseCalendar.Instance.SessionOn(new DateOnly(2026, 1, 5))!);

        // 09:45 to 15:45 in quarters of an hour are 25, and 15:50.
        slots.Should().HaveCount(26);
        slots[0].Should().Be(At(2026, 1, 5, 9, 45));
        slots[^2].Should().Be(At(2026, 1, 5, 15, 45));
        slots[^1].Should().Be(At(2026, 1, 5, 15, 50));
    }

    [Fact]
    public void AnEarlyClose_EndsAt1250()
    {
        var slots = Schedule.SlotsOf(NyseCalendar.Instance.SessionOn(new DateOnly(2025, 11, 28))!);

        slots[^1].Should().Be(At(2025, 11, 28, 12, 50));
        slots.Should().HaveCount(14);
    }

    [Fact]
    public void AStepThatHitsTheClosingSlot_CountsItOnce()
    {
        var tenMinutes = new SlotSchedule(NyseCalendar.Instance, TimeSpan.FromMinutes(10));

        tenMinutes
            .SlotsOf(NyseCalendar.Instance.SessionOn(new DateOnly(2026, 1, 5))!)
            .Should()
            .OnlyHaveUniqueItems()
            .And.HaveCount(38); // 09:40 to 15:50
    }

    [Theory]
    [InlineData(9, 30, 9, 45)] // the open is no slot
    [InlineData(9, 44, 9, 45)]
    [InlineData(9, 45, 10, 0)] // the slot itself has begun
    [InlineData(15, 45, 15, 50)]
    public void TheNextSlot_IsStrictlyLater(int hour, int minute, int slotHour, int slotMinute) =>
        Schedule.NextAfter(At(2026, 1, 5, hour, minute)).Should().Be(At(2026, 1, 5, slotHour, slotMinute));

    [Fact]
    public void AfterTheLastSlotOfAFriday_ComesMondayMorning() =>
        Schedule.NextAfter(At(2026, 1, 9, 15, 50)).Should().Be(At(2026, 1, 12, 9, 45));

    [Fact]
    public void AHoliday_HasNoSlot() => Schedule.NextAfter(At(2026, 1, 16, 18, 0)).Should().Be(At(2026, 1, 20, 9, 45)); // Martin Luther King Day on the 19th

    [Fact]
    public void OnlyASlotIsASlot()
    {
        Schedule.IsSlot(At(2026, 1, 5, 9, 45)).Should().BeTrue();
        Schedule.IsSlot(At(2026, 1, 5, 9, 46)).Should().BeFalse();
        Schedule.IsSlot(At(2026, 1, 4, 9, 45)).Should().BeFalse();
    }
}
