using AwesomeAssertions;
using QuantFund.Core.Backtesting.Market;
using QuantFund.Core.Domain.Calendar;
using Xunit;

namespace QuantFund.Core.Tests.Backtesting;

public sealed class TimetableTests
{
    // The last sessions: 11-24, 11-25, 11-26 and the early close of 11-28, all with 15-minute bars.
    private readonly QuarterHourMarket market = new(new DateOnly(2025, 11, 28), withBars: 30);

    [Fact]
    public void AFullSession_DecidesAtItsSlots_AtTheClosingSlot_AndAfterItsClose()
    {
        var moments = Of(15).Where(m => m.Cycle.Value.StartsWith("c20251125", StringComparison.Ordinal)).ToList();

        // 9:45 to 15:45 are 25 quarters of an hour; 15:50; 16:15.
        moments.Should().HaveCount(27);
        moments[0].Cycle.Value.Should().Be("c20251125-0945");
        moments[^2].Cycle.Value.Should().Be("c20251125-1550");
        moments[^1].Cycle.Value.Should().Be("c20251125-1615");
        moments.Count(m => m.AfterClose).Should().Be(1);
        moments[^1].AfterClose.Should().BeTrue();
    }

    [Fact]
    public void TheFirstSession_DecidesAfterItsCloseOnly_AndTheLastNeverAfterIt()
    {
        var moments = Of(15);

        moments[0].Cycle.Value.Should().Be("c20251124-1615");
        moments[1].Cycle.Value.Should().Be("c20251125-0945");
        // An early close: 9:45 to 12:45 are 13, and 12:50.
        moments[^1].Cycle.Value.Should().Be("c20251128-1250");
        moments.Should().HaveCount(1 + 27 + 27 + 14);
        moments.Select(m => m.Cycle).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    // Slots at 9:50, 9:55 and so on see no bar that 9:45 didn't see: the same moments as each 15 minutes.
    [InlineData(5, 26)]
    // 10:00 to 15:30 each half hour, and 15:50.
    [InlineData(30, 13)]
    // 9:50 to 15:30 each 20 minutes are 18, and 15:50.
    [InlineData(20, 19)]
    [InlineData(195, 2)]
    public void ASlotNeedsABarThatTheOneBeforeDidNotSee(int minutes, int expected) =>
        Of(minutes)
            .Count(m => m.Cycle.Value.StartsWith("c20251125", StringComparison.Ordinal) && !m.AfterClose)
            .Should()
            .Be(expected);

    [Fact]
    public void WithoutBars_OrWithoutBarsTheSessionBefore_ThereIsOneDecision()
    {
        // Bars from 11-25 on: 11-25 has none before it.
        var late = new QuarterHourMarket(new DateOnly(2025, 11, 28), withBars: 3);

        var moments = Of(15, late);

        moments.Where(m => m.Session == 97).Should().ContainSingle().Which.AfterClose.Should().BeTrue();
        moments.Count(m => m.Session == 98).Should().Be(27);
    }

    private IReadOnlyList<DecisionMoment> Of(int minutes, QuarterHourMarket? other = null)
    {
        var from = other ?? market;
        return Timetable.Of(
            from.Daily,
            [96, 97, 98, 99],
            new PlayedSeries(from.Daily, from.Intraday),
            NyseCalendar.Instance,
            TimeSpan.FromMinutes(minutes)
        );
    }
}
