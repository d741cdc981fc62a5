using AwesomeAssertions;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Ingestion;
using QuantFund.Core.Ingestion.Sources;
using Xunit;

namespace QuantFund.Core.Tests.Ingestion;

public sealed class SourceAgeTests
{
    private static readonly NyseCalendar Calendar = NyseCalendar.Instance;

    // Friday 2026-01-02 closes at 16:00; the next session is Monday 01-05.
    private static readonly Session Friday = Calendar.SessionOn(new DateOnly(2026, 1, 2))!;
    private static readonly Session Monday = Calendar.SessionOn(new DateOnly(2026, 1, 5))!;
    private static readonly Session Tuesday = Calendar.SessionOn(new DateOnly(2026, 1, 6))!;

    [Fact]
    public void DailyBars_AreFreshForOneSession_AndStaleWhenASecondOpens()
    {
        Fresh(SourceRules.DailyPrices, Friday.Close, Monday.Close).Should().BeTrue();
        Fresh(SourceRules.DailyPrices, Friday.Close, Tuesday.Open.AddSeconds(-1)).Should().BeTrue();
        Fresh(SourceRules.DailyPrices, Friday.Close, Tuesday.Open).Should().BeFalse();
    }

    [Fact]
    public void IntradayBars_AreFreshForTwoBarsOfOpenMarket_SoAWeekendDoesNotAgeThem()
    {
        Fresh(SourceRules.IntradayPrices, Friday.Close, Monday.Open.AddMinutes(30)).Should().BeTrue();
        Fresh(SourceRules.IntradayPrices, Friday.Close, Monday.Open.AddMinutes(30).AddSeconds(1)).Should().BeFalse();
    }

    [Fact]
    public void Quotes_AreFreshFor15Seconds()
    {
        Fresh(SourceRules.Quotes, Monday.Open, Monday.Open.AddSeconds(15)).Should().BeTrue();
        Fresh(SourceRules.Quotes, Monday.Open, Monday.Open.AddSeconds(15.001)).Should().BeFalse();
    }

    [Fact]
    public void Account_AgesWhileTheMarketIsClosedToo() =>
        Fresh(SourceRules.Account, Friday.Close, Friday.Close.AddSeconds(61)).Should().BeFalse();

    [Fact]
    public void NewestPossibleBar_IsTheLastThatHasEnded()
    {
        Newest(SourceCadence.BarEnd, Monday.Open.AddMinutes(14)).Should().Be(Friday.Close);
        Newest(SourceCadence.BarEnd, Monday.Open.AddMinutes(15)).Should().Be(Monday.Open.AddMinutes(15));
        Newest(SourceCadence.BarEnd, Monday.Close).Should().Be(Monday.Close);
        Newest(SourceCadence.SessionClose, Monday.Close.AddTicks(-1)).Should().Be(Friday.Close);
    }

    [Fact]
    public void AMonthlySeries_IsFreshForItsFrequencyPlusItsLagPlusFiveDays()
    {
        // The value for November is released on 12-10; the next one is due on 12-10 + 31 days (gaps 30 and 31, the upper median) and gets 5 more.
        MacroValue[] series =
        [
            new("UNRATE", new DateOnly(2025, 9, 1), At(10, 10), 4.3),
            new("UNRATE", new DateOnly(2025, 10, 1), At(11, 10), 4.4),
            new("UNRATE", new DateOnly(2025, 11, 1), At(12, 10), 4.5),
        ];

        MacroFreshness.FreshUntil(series).Should().Be(At(12, 10).AddDays(31 + 5));

        static DateTimeOffset At(int month, int day) => new(2025, month, day, 13, 30, 0, TimeSpan.Zero);
    }

    private static bool Fresh(SourceRule rule, DateTimeOffset asOf, DateTimeOffset now) =>
        SourceAge.IsFresh(rule, asOf, now, Calendar);

    private static DateTimeOffset Newest(SourceCadence cadence, DateTimeOffset now) =>
        SourceAge.NewestPossible(cadence, now, Calendar);
}
