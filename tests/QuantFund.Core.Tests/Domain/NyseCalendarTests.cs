using System.Globalization;
using System.IO.Compression;
using AwesomeAssertions;
using QuantFund.Core.Domain.Calendar;
using Xunit;

namespace QuantFund.Core.Tests.Domain;

public sealed class NyseCalendarTests
{
    private static readonly NyseCalendar Calendar = NyseCalendar.Instance;

    [Theory]
    [InlineData("1998-01-01")] // New Year
    [InlineData("1998-01-19")] // first Martin Luther King Day kept
    [InlineData("1998-04-10")] // Good Friday
    [InlineData("1998-07-03")] // July 4 on Saturday
    [InlineData("1999-12-24")] // Christmas on Saturday
    [InlineData("2001-09-11")]
    [InlineData("2001-09-14")]
    [InlineData("2004-06-11")]
    [InlineData("2004-12-24")]
    [InlineData("2006-01-02")] // New Year on Sunday
    [InlineData("2007-01-02")]
    [InlineData("2012-10-29")]
    [InlineData("2012-10-30")]
    [InlineData("2018-12-05")]
    [InlineData("2021-07-05")] // July 4 on Sunday
    [InlineData("2022-06-20")] // first Juneteenth kept, on a Sunday
    [InlineData("2022-12-26")]
    [InlineData("2025-01-09")]
    [InlineData("2026-07-03")]
    [InlineData("2027-06-18")] // Juneteenth on Saturday
    [InlineData("2027-12-24")]
    [InlineData("2030-04-19")] // Good Friday
    [InlineData("2030-11-28")] // Thanksgiving
    public void Holiday_HasNoSession(string date) => Calendar.SessionOn(Date(date)).Should().BeNull();

    [Theory]
    [InlineData("1999-12-31")] // New Year 2000 on Saturday is not kept in the old year (an early close)
    [InlineData("2001-09-10")]
    [InlineData("2001-09-17")]
    [InlineData("2004-12-31")] // New Year 2005 on Saturday
    [InlineData("2010-12-31")]
    [InlineData("2021-06-18")] // Juneteenth, not yet a holiday of the exchange
    [InlineData("2021-12-31")]
    [InlineData("2020-06-19")]
    [InlineData("2012-10-31")]
    [InlineData("2026-07-02")]
    [InlineData("2024-10-14")] // Columbus Day
    [InlineData("2024-11-11")] // Veterans Day
    public void OrdinaryDay_HasASession(string date) => Calendar.SessionOn(Date(date)).Should().NotBeNull();

    [Theory]
    [InlineData("1998-11-27")]
    [InlineData("1998-12-24")]
    [InlineData("1999-12-31")] // eve of 2000
    [InlineData("2000-07-03")]
    [InlineData("2002-07-05")] // Friday after a Thursday July 4
    [InlineData("2003-12-26")]
    [InlineData("2012-07-03")]
    [InlineData("2013-07-03")] // first Wednesday eve
    [InlineData("2024-11-29")]
    [InlineData("2026-12-24")]
    [InlineData("2028-07-03")]
    public void EarlyClose_EndsAtOne_With14Bars(string date)
    {
        var session = Calendar.SessionOn(Date(date))!;

        session.EarlyClose.Should().BeTrue();
        NewYork.ToLocal(session.Close).TimeOfDay.Should().Be(new TimeSpan(13, 0, 0));
        session.BarCount.Should().Be(14);
    }

    [Theory]
    [InlineData("2002-07-03")] // Wednesday eve before 2013
    [InlineData("1998-07-02")] // eve of an observed July 4
    [InlineData("2026-07-02")]
    [InlineData("2013-07-05")]
    [InlineData("2002-12-26")]
    [InlineData("2021-12-23")] // eve of an observed Christmas
    [InlineData("2024-12-31")]
    public void OrdinaryDay_EndsAtFour_With26Bars(string date)
    {
        var session = Calendar.SessionOn(Date(date))!;

        session.EarlyClose.Should().BeFalse();
        NewYork.ToLocal(session.Close).TimeOfDay.Should().Be(new TimeSpan(16, 0, 0));
        session.BarCount.Should().Be(26);
    }

    // Clocks changed on 2025-03-09 and 2025-11-02, in 2006 on 04-02 and 10-29 (the rule before 2007).
    [Theory]
    [InlineData("2025-03-07", 14)]
    [InlineData("2025-03-10", 13)]
    [InlineData("2025-10-31", 13)]
    [InlineData("2025-11-03", 14)]
    [InlineData("2006-03-31", 14)]
    [InlineData("2006-04-03", 13)]
    [InlineData("2006-10-27", 13)]
    [InlineData("2006-10-30", 14)]
    public void Open_MovesWithDaylightSaving(string date, int utcHour) =>
        Calendar.SessionOn(Date(date))!.Open.UtcDateTime.TimeOfDay.Should().Be(new TimeSpan(utcHour, 30, 0));

    // Sessions a year as the exchange held them: 2001 lost four days, 2012 two.
    [Theory]
    [InlineData(1998, 252)]
    [InlineData(2001, 248)]
    [InlineData(2012, 250)]
    [InlineData(2020, 253)]
    [InlineData(2022, 251)]
    [InlineData(2024, 252)]
    [InlineData(2025, 250)]
    public void Year_HasItsSessions(int year, int sessions) =>
        Calendar.Sessions(new(year, 1, 1), new(year, 12, 31)).Should().HaveCount(sessions);

    [Fact]
    public void Bounds_AreInside_AndTheDaysBeyondThrow()
    {
        Calendar.SessionOn(new(1998, 1, 2)).Should().NotBeNull();
        Calendar.SessionOn(new(2030, 12, 31)).Should().NotBeNull();
        FluentActions
            .Invoking(() => Calendar.SessionOn(new(1997, 12, 31)))
            .Should()
            .Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Calendar.SessionOn(new(2031, 1, 1))).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void SessionAt_IncludesTheOpen_AndExcludesTheClose()
    {
        var session = Calendar.SessionOn(new(2026, 1, 5))!;

        Calendar.SessionAt(session.Open.AddTicks(-1)).Should().BeNull();
        Calendar.SessionAt(session.Open).Should().Be(session);
        Calendar.SessionAt(session.Close.AddTicks(-1)).Should().Be(session);
        Calendar.SessionAt(session.Close).Should().BeNull();
    }

    [Fact]
    public void NextAfter_IsStrict_AndLastClosedBy_IncludesTheClose()
    {
        var friday = Calendar.SessionOn(new(2026, 1, 2))!;
        var monday = Calendar.SessionOn(new(2026, 1, 5))!;

        Calendar.NextAfter(friday.Close).Should().Be(monday);
        Calendar.NextAfter(monday.Open.AddTicks(-1)).Should().Be(monday);
        Calendar.NextAfter(monday.Open).Date.Should().Be(new DateOnly(2026, 1, 6));
        Calendar.LastClosedBy(monday.Close.AddTicks(-1)).Should().Be(friday);
        Calendar.LastClosedBy(monday.Close).Should().Be(monday);
        Calendar.LastClosedBy(monday.Open.AddDays(-1)).Should().Be(friday);
    }

    [Fact]
    public void LastSessions_EndsWithTheGivenDate()
    {
        var sessions = Calendar.LastSessions(new(2026, 1, 5), 3);

        DateOnly[] expected = [new(2025, 12, 31), new(2026, 1, 2), new(2026, 1, 5)];
        sessions.Select(s => s.Date).Should().Equal(expected);
    }

    [Fact]
    public void Calendar_AgreesWithTheDaysOnWhichSpyTraded()
    {
        var folder = Environment.GetEnvironmentVariable("QUANTFUND_MARKET_DATA");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "QUANTFUND_MARKET_DATA names no folder with real market data.");
        var rows = ReadRows(Path.Combine(folder, "nyse_sessions.csv.gz"));

        var held = Calendar
            .Sessions(Date(rows[0].Date), Date(rows[^1].Date))
            .Select(s =>
                (
                    s.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    NewYork.ToLocal(s.Close).ToString("HH:mm", CultureInfo.InvariantCulture)
                )
            );

        held.Should().Equal(rows);
        rows.Should().HaveCountGreaterThan(4000);
    }

    private static List<(string Date, string Close)> ReadRows(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        reader.ReadLine();
        var rows = new List<(string, string)>();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            rows.Add((cells[0], cells[1]));
        }
        return rows;
    }

    private static DateOnly Date(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
