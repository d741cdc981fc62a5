using AwesomeAssertions;
using QuantFund.Core.Costs;
using QuantFund.Core.Domain;
using Xunit;

namespace QuantFund.Core.Tests.Costs;

public sealed class RegulatoryFeesTests
{
    /// <summary>A sale of 1,000 shares at $50: dollars a million on $50,000, and a thousand times the rates a share.</summary>
    [Theory]
    [InlineData("2014-03-17", 0.87 + 0.119)]
    [InlineData("2014-03-18", 1.105 + 0.119)]
    [InlineData("2016-02-16", 1.09 + 0.119)]
    [InlineData("2018-05-21", 1.155 + 0.119)]
    [InlineData("2018-05-22", 0.65 + 0.119)]
    [InlineData("2020-02-18", 1.105 + 0.119)]
    [InlineData("2021-02-24", 1.105 + 0.119)]
    [InlineData("2021-02-25", 0.255 + 0.119)]
    [InlineData("2022-05-13", 0.255 + 0.130)]
    [InlineData("2022-05-14", 1.145 + 0.130)]
    [InlineData("2023-02-27", 0.40 + 0.145)]
    [InlineData("2024-05-22", 1.39 + 0.166)]
    [InlineData("2024-09-01", 1.39 + 0.166 + 0.035)]
    [InlineData("2024-10-01", 1.39 + 0.166 + 0.048)]
    [InlineData("2025-05-14", 0.166 + 0.035)]
    [InlineData("2026-03-10", 0.195 + 0.003)]
    [InlineData("2026-04-04", 1.03 + 0.195 + 0.003)]
    [InlineData("2026-10-01", 1.03 + 0.003)]
    [InlineData("2027-01-04", 1.03 + 0.195 + 0.003)]
    public void Sale_PaysTheRatesOfItsDay(string date, double dollars) =>
        ((double)RegulatoryFees.Usd(DateOnly.Parse(date, Invariant), Side.Sell, 1000, 50))
            .Should()
            .BeApproximately(dollars, 1e-9);

    [Theory]
    [InlineData("2022-01-03", 0)]
    [InlineData("2024-08-31", 0)]
    [InlineData("2024-09-03", 0.035)]
    [InlineData("2026-03-10", 0.003)]
    public void Purchase_PaysTheAuditTrailAlone(string date, double dollars) =>
        ((double)RegulatoryFees.Usd(DateOnly.Parse(date, Invariant), Side.Buy, 1000, 50))
            .Should()
            .BeApproximately(dollars, 1e-9);

    [Fact]
    public void TradingActivityFee_HasACapATrade()
    {
        RegulatoryFees.Usd(new DateOnly(2022, 1, 3), Side.Sell, 1_000_000, 0.01m).Should().Be(6.49m + 0.051m);
        RegulatoryFees.Usd(new DateOnly(2026, 3, 10), Side.Sell, 1_000_000, 0.01m).Should().Be(9.79m + 3m);
    }

    [Fact]
    public void EveryRate_HasASource_AndTheyFollowOneAnother()
    {
        foreach (var fees in new[] { FeeSchedule.Section31, FeeSchedule.TradingActivity, FeeSchedule.AuditTrail })
        {
            fees.Should().OnlyContain(f => f.Source.Length > 10 && f.Rate >= 0m);
            fees.Select(f => f.From).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
            fees[0].From.Should().BeOnOrBefore(new DateOnly(2014, 1, 1));
        }
    }

    private static readonly IFormatProvider Invariant = System.Globalization.CultureInfo.InvariantCulture;
}
