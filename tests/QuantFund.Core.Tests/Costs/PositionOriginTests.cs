using AwesomeAssertions;
using QuantFund.Core.Costs;
using QuantFund.Core.Domain;
using QuantFund.Core.Domain.Calendar;
using Xunit;

namespace QuantFund.Core.Tests.Costs;

public sealed class PositionOriginTests
{
    private static readonly IReadOnlyList<Session> Sessions = NyseCalendar.Instance.LastSessions(new(2026, 3, 10), 30);

    [Theory]
    [InlineData(21.000000000000004, 21, true)]
    [InlineData(20.999999999999996, 21, true)]
    [InlineData(21.000000000000004, 20, false)]
    [InlineData(21.001, 21, false)]
    [InlineData(21.001, 22, true)]
    public void HorizonOfSessions_EndsWithTheSessionItNames_WhateverItsLastDigits(
        double horizon,
        int since,
        bool passed
    )
    {
        var now = Sessions[^1];
        Origin(horizon, Sessions[^(since + 1)].Date, now.Open)
            .HorizonHasPassed(now.Close, now, [.. Sessions.Select(s => s.Date)])
            .Should()
            .Be(passed);
    }

    [Theory]
    [InlineData(60.0 / 390, 60, true)]
    [InlineData((60.0 / 390) + 1e-16, 60, true)]
    [InlineData(60.0 / 390, 59, false)]
    public void HorizonOfMinutes_EndsOnItsMinute(double horizon, int minutes, bool passed)
    {
        var now = Sessions[^1];
        Origin(horizon, Sessions[^2].Date, now.Open.AddMinutes(15))
            .HorizonHasPassed(now.Open.AddMinutes(15 + minutes), now, [.. Sessions.Select(s => s.Date)])
            .Should()
            .Be(passed);
    }

    private static PositionOrigin Origin(double horizon, DateOnly after, DateTimeOffset opened) =>
        new(Symbol.Parse("AAPL"), Side.Buy, opened, after, horizon, Intraday: false, new CycleId("c"));
}
