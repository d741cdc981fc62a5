using AwesomeAssertions;
using QuantFund.Core.Domain.Calendar;
using QuantFund.Core.Strategies;
using Xunit;

namespace QuantFund.Core.Tests.Strategies;

public sealed class HorizonTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(300)]
    public void SessionsSince_CountsTheCompletedOnesAfterADate_OnAnyDay(int count)
    {
        // From New Year 2024 on: holidays, and every day of the week.
        var end = new DateOnly(2025, 7, 7);
        DateOnly[] completed = [.. NyseCalendar.Instance.LastSessions(end, 300).TakeLast(count).Select(s => s.Date)];

        for (var date = end.AddDays(-500); date <= end.AddDays(10); date = date.AddDays(1))
            Horizon
                .SessionsSince(completed, date)
                .Should()
                .Be(completed.Count(s => s > date), "it is asked for {0}", date);
    }
}
