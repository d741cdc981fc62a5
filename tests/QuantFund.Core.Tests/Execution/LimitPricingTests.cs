using AwesomeAssertions;
using QuantFund.Core.Domain;
using QuantFund.Core.Execution;
using Xunit;

namespace QuantFund.Core.Tests.Execution;

public sealed class LimitPricingTests
{
    [Theory]
    [InlineData(4.99, 1.0)]
    [InlineData(5, 0.50)]
    [InlineData(14.99, 0.50)]
    [InlineData(15, 0.35)]
    [InlineData(29.99, 0.35)]
    [InlineData(30, 0.25)]
    [InlineData(500, 0.25)]
    public void Depth_FollowsTheSpread(double spreadBps, double depth) =>
        LimitPricing.Depth(spreadBps).Should().Be((decimal)depth);

    [Fact]
    public void TightSpread_IsCrossed()
    {
        // 0.02 on 100.01 is 2 bps: the far touch.
        var quote = Of(100.00m, 100.02m);

        LimitPricing.For(Side.Buy, quote).Should().Be(100.02m);
        LimitPricing.For(Side.Sell, quote).Should().Be(100.00m);
    }

    [Fact]
    public void WideSpread_IsWorkedFromTheNearTouch()
    {
        // 0.40 on 100.20 is 39.9 bps: a quarter of 0.40 is 0.10.
        var quote = Of(100.00m, 100.40m);

        LimitPricing.For(Side.Buy, quote).Should().Be(100.10m);
        LimitPricing.For(Side.Sell, quote).Should().Be(100.30m);
    }

    [Fact]
    public void Price_IsRoundedTowardsTheFarTouch_InWholeCents()
    {
        // 0.11 on 100.055 is 11 bps: half of 0.11 is 0.055, so 100.055 becomes 100.06 bought and 100.05 sold.
        var quote = Of(100.00m, 100.11m);

        LimitPricing.For(Side.Buy, quote).Should().Be(100.06m);
        LimitPricing.For(Side.Sell, quote).Should().Be(100.05m);
    }

    [Fact]
    public void Price_NeverPassesTheFarTouch()
    {
        // A one-cent spread of 10 bps: half a cent into it rounds to the far touch itself.
        var quote = Of(10.00m, 10.01m);

        LimitPricing.For(Side.Buy, quote).Should().Be(10.01m);
        LimitPricing.For(Side.Sell, quote).Should().Be(10.00m);
    }

    [Fact]
    public void CrossedOrOneSidedQuote_GivesNoPrice()
    {
        LimitPricing.For(Side.Buy, Of(0m, 10m)).Should().BeNull();
        LimitPricing.For(Side.Buy, Of(10.02m, 10.01m)).Should().BeNull();
    }

    private static Quote Of(decimal bid, decimal ask) =>
        new(Symbol.Parse("AAPL"), bid, ask, 100m, 100m, DateTimeOffset.UnixEpoch);
}
